package dev.postern.authserver.store.sql;

import static dev.postern.authserver.store.sql.StoreContract.NOW;
import static dev.postern.authserver.store.sql.StoreContract.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.authserver.store.CodeUse;
import dev.postern.authserver.store.Rotation;
import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.StoreUnavailable;
import dev.postern.config.StoreConfig;
import dev.postern.config.StorePassword;
import dev.postern.testing.TestPostgres;
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

/// What happens when PostgreSQL is away.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresOutageTest {
    private Optional<TestPostgres> started = Optional.empty();

    @SuppressWarnings("NullAway.Init") // JUnit runs start first
    private TestPostgres server;

    @BeforeAll
    void start() {
        started = TestPostgres.start();
        Assumptions.assumeTrue(started.isPresent(), "there is no PostgreSQL on this machine, and none from Maven fits");
        server = started.orElseThrow();
    }

    @AfterAll
    void stop() {
        started.ifPresent(TestPostgres::close);
    }

    @Test
    void startsWithoutTheDatabaseAndMakesTheTablesWhenItIsThere() {
        StoreConfig.Postgres database = server.database();
        server.crash();
        try (Store store = SqlStore.open(database)) {
            assertThatThrownBy(() -> store.clients().find("a")).isInstanceOf(StoreUnavailable.class);

            server.restart();

            store.clients().register(StoreContract.client("a", NOW));
            assertThat(store.clients().find("a")).isPresent();
        }
    }

    @Test
    void theMigrationsOfTwoReplicasThatStartTogetherAreDoneOnce() throws Exception {
        StoreConfig.Postgres database = server.database();
        try (Store one = SqlStore.open(database);
                Store other = SqlStore.open(database);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Long> first = threads.submit(() -> one.clients().count());
            Future<Long> second = threads.submit(() -> other.clients().count());

            assertThat(first.get()).isZero();
            assertThat(second.get()).isZero();
        }
    }

    @Test
    void aDatabaseOfAnotherPasswordIsUnavailableAndThePasswordIsNotSaid() {
        StoreConfig.Postgres right = server.database();
        StoreConfig.Postgres wrong =
                new StoreConfig.Postgres(right.url(), false, right.user(), new StorePassword("geheim"), right.keys());
        try (Store store = SqlStore.open(wrong)) {
            assertThatThrownBy(() -> store.clients().find("a"))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasStackTraceContaining("28P01")
                    .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("geheim"));
        }
    }

    @Test
    void aCrashUnderLoadLosesNothingThatWasAcknowledged() throws Exception {
        StoreConfig.Postgres database = server.database();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        List<Flow> flows = new ArrayList<>();
        try (Store one = SqlStore.open(database);
                Store other = SqlStore.open(database);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            one.clients().count();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Flow flow = new Flow(i, i % 2 == 0 ? one : other, refused);
                flows.add(flow);
                running.add(threads.submit(() -> flow.runUntil(over)));
            }
            for (int crash = 0; crash < 2; crash++) {
                awaitProgress(flows, 20);
                server.crash();
                int before = refused.get();
                while (refused.get() < before + 2) {
                    Thread.sleep(10);
                }
                server.restart();
            }
            awaitProgress(flows, 20);
            over.set(true);
            for (Future<?> future : running) {
                future.get();
            }

            for (Flow flow : flows) {
                flow.assertNothingIsLost(other);
            }
        }
    }

    private static void awaitProgress(List<Flow> flows, int more) throws InterruptedException {
        for (Flow flow : flows) {
            int wanted = flow.done.get() + more;
            while (flow.done.get() < wanted) {
                Thread.sleep(10);
            }
        }
    }

    /// One client that logs in again and again, each time with a code, a grant and a rotation.
    private static final class Flow {
        private final int number;
        private final Store store;
        private final AtomicInteger refused;
        private final AtomicInteger done = new AtomicInteger();
        private final List<String> redeemed = new ArrayList<>();
        private final List<String> rotated = new ArrayList<>();

        Flow(int number, Store store, AtomicInteger refused) {
            this.number = number;
            this.store = store;
            this.refused = refused;
        }

        void runUntil(AtomicBoolean over) {
            for (int i = 0; !over.get(); i++) {
                String id = number + "-" + i;
                try {
                    once(id);
                    done.incrementAndGet();
                } catch (StoreUnavailable _) {
                    refused.incrementAndGet();
                }
            }
        }

        private void once(String id) {
            store.codes().add(StoreContract.code("c" + id, "g" + id, "a"));
            CodeUse use = store.codes().redeem(hash("c" + id), NOW);
            assertThat(use).isInstanceOf(CodeUse.Redeemed.class);
            redeemed.add(id);
            store.grants().add(StoreContract.grant("g" + id, "a", "alice"));
            store.refreshTokens().add(StoreContract.token("r" + id, "g" + id));
            assertThat(StoreContract.rotate(store, "r" + id, "s" + id, "g" + id, NOW))
                    .isEqualTo(new Rotation.Rotated());
            rotated.add(id);
        }

        void assertNothingIsLost(Store replica) {
            for (String id : redeemed) {
                assertThat(replica.codes().redeem(hash("c" + id), NOW)).isEqualTo(new CodeUse.Used("g" + id));
            }
            for (String id : rotated) {
                assertThat(replica.refreshTokens().find(hash("s" + id), NOW)).isPresent();
                assertThat(StoreContract.rotate(replica, "r" + id, "x" + id, "g" + id, NOW))
                        .isInstanceOf(Rotation.Repeated.class);
            }
        }
    }
}
