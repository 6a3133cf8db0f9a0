package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.authserver.SteppedFlow.Step;
import dev.postern.testing.TestPostgres;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Two processes on one real PostgreSQL, of which one is killed: wherever its users and clients were, they go on with
/// the other.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicaKilledTest {
    private Optional<TestPostgres> server = Optional.empty();

    @BeforeAll
    void startServer() {
        server = TestPostgres.start();
        Assumptions.assumeTrue(server.isPresent(), "there is no PostgreSQL on this machine, and none from Maven fits");
    }

    @AfterAll
    void stopServer() {
        server.ifPresent(TestPostgres::close);
    }

    @Test
    void everyLoginThatWasBegunOnAKilledReplicaEndsOnTheOther(@TempDir Path folder) throws Exception {
        try (TwoReplicas shared = new TwoReplicas(folder, server.orElseThrow())) {
            ReplicaProcess one = shared.process(Optional.empty());
            ReplicaProcess other = shared.process(Optional.empty());
            one.awaitReady();
            other.awaitReady();
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger done = new AtomicInteger();
            RefreshingClient client = new RefreshingClient("192.0.2.200", one.port(), other.port());
            try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
                Future<?> refreshing = threads.submit(() -> client.runUntil(over, done, new AtomicInteger()));
                List<SteppedFlow> begun = begun(SteppedFlow.LOCAL, one.port());

                one.kill();

                for (int cut = 0; cut < begun.size(); cut++) {
                    begun.get(cut).go(SteppedFlow.LOCAL.subList(cut, SteppedFlow.LOCAL.size()), other.port());
                }
                over.set(true);
                refreshing.get();
            }
            assertThat(done).hasPositiveValue();
        }
    }

    /// One for each step at which it can be cut.
    private static List<SteppedFlow> begun(List<Step> steps, int port) throws Exception {
        List<SteppedFlow> begun = new ArrayList<>();
        for (int cut = 0; cut < steps.size(); cut++) {
            SteppedFlow flow = new SteppedFlow("192.0.2." + cut);
            flow.go(steps.subList(0, cut), port);
            begun.add(flow);
        }
        return begun;
    }

    @Test
    void everyLoginAtAProviderThatWasBegunOnAKilledReplicaEndsOnTheOther(@TempDir Path folder) throws Exception {
        try (TestProvider provider = new TestProvider();
                TwoReplicas shared = new TwoReplicas(folder, server.orElseThrow())) {
            provider.now = Instant.now();
            ReplicaProcess one = shared.process(Optional.of(provider));
            ReplicaProcess other = shared.process(Optional.of(provider));
            one.awaitReady();
            other.awaitReady();
            List<Step> steps = SteppedFlow.ELSEWHERE;
            List<SteppedFlow> begun = new ArrayList<>();
            for (int cut = 0; cut < steps.size(); cut++) {
                SteppedFlow flow = new SteppedFlow("192.0.2." + cut);
                go(provider, flow, steps.subList(0, cut), one.port());
                begun.add(flow);
            }

            one.kill();

            for (int cut = 0; cut < steps.size(); cut++) {
                go(provider, begun.get(cut), steps.subList(cut, steps.size()), other.port());
            }
            assertThat(provider.forms).hasSizeGreaterThan(2 * steps.size() - 6);
        }
    }

    private static void go(TestProvider provider, SteppedFlow flow, List<Step> steps, int port) throws Exception {
        for (Step step : steps) {
            if (step == Step.CALLBACK) {
                provider.nonce = TestFace.parameter(AuthResponse.redirect(flow.next()), "nonce");
            }
            flow.go(step, port);
        }
    }
}
