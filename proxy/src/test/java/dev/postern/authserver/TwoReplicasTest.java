package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.authserver.SteppedFlow.Step;
import dev.postern.authserver.store.AuthorizationCode;
import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.Store;
import dev.postern.oauth.Scopes;
import dev.postern.sidecar.Sidecar;
import dev.postern.testing.TestPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Two whole Posterns on one real PostgreSQL, asked on their sockets.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoReplicasTest {
    private static final int RACES = 1000;

    private Optional<TestPostgres> server = Optional.empty();

    @SuppressWarnings("NullAway.Init") // JUnit runs share first
    private TwoReplicas shared;

    @BeforeAll
    void startServer() {
        server = TestPostgres.start();
        Assumptions.assumeTrue(server.isPresent(), "there is no PostgreSQL on this machine, and none from Maven fits");
    }

    @AfterAll
    void stopServer() {
        server.ifPresent(TestPostgres::close);
    }

    @BeforeEach
    void share(@TempDir Path folder) throws Exception {
        shared = new TwoReplicas(folder, server.orElseThrow());
    }

    @AfterEach
    void stop() {
        shared.close();
    }

    @Test
    void takesEachStepOfALoginOnAnotherReplicaThanTheOneBefore() throws Exception {
        int one = TwoReplicas.port(shared.sidecar(Optional.empty()));
        int other = TwoReplicas.port(shared.sidecar(Optional.empty()));

        alternate(SteppedFlow.LOCAL, one, other);
        alternate(SteppedFlow.LOCAL, other, one);
    }

    @Test
    void takesEachStepOfALoginAtAProviderOnAnotherReplicaThanTheOneBefore() throws Exception {
        try (TestProvider provider = new TestProvider()) {
            provider.now = Instant.now();
            int one = TwoReplicas.port(shared.sidecar(Optional.of(provider)));
            int other = TwoReplicas.port(shared.sidecar(Optional.of(provider)));

            alternate(provider, SteppedFlow.ELSEWHERE, one, other);
            alternate(provider, SteppedFlow.ELSEWHERE, other, one);
        }
    }

    private static void alternate(List<Step> steps, int one, int other) throws Exception {
        SteppedFlow flow = new SteppedFlow("192.0.2.1");
        for (int i = 0; i < steps.size(); i++) {
            flow.go(steps.get(i), i % 2 == 0 ? one : other);
        }
    }

    private static void alternate(TestProvider provider, List<Step> steps, int one, int other) throws Exception {
        SteppedFlow flow = new SteppedFlow("192.0.2.1");
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) == Step.CALLBACK) {
                provider.nonce = TestFace.parameter(AuthResponse.redirect(flow.next()), "nonce");
            }
            flow.go(steps.get(i), i % 2 == 0 ? one : other);
        }
    }

    @Test
    void redeemsNoCodeTwiceWhenBothReplicasAreAskedAtOnce() throws Exception {
        int one = TwoReplicas.port(shared.sidecar(Optional.empty()));
        int other = TwoReplicas.port(shared.sidecar(Optional.empty()));
        SteppedFlow client = new SteppedFlow("192.0.2.1");
        client.go(Step.REGISTER, one);
        Store store = shared.store();
        int redeemed = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int race = 0; race < RACES; race++) {
                String code = code(store, client.client(), race);
                SteppedFlow racer = new SteppedFlow("198.51.%d.%d".formatted(race / 250, race % 250));
                Callable<HttpResponse<String>> atOne =
                        () -> racer.form(one, "/token", TestFace.redemption(client.client(), code));
                Callable<HttpResponse<String>> atOther =
                        () -> racer.form(other, "/token", TestFace.redemption(client.client(), code));
                List<Integer> statuses = new ArrayList<>();
                for (Future<HttpResponse<String>> answer : threads.invokeAll(List.of(atOne, atOther))) {
                    statuses.add(answer.get().statusCode());
                }
                assertThat(statuses).isSubsetOf(200, 400);
                assertThat(statuses).contains(400);
                redeemed += statuses.contains(200) ? 1 : 0;
            }
        }

        assertThat(redeemed).isPositive();
    }

    /// As the consent of a user leaves it.
    private static String code(Store store, String client, int number) {
        Instant now = Instant.now();
        Scopes scopes = Scopes.parse("mcp:use");
        List<String> resources = List.of(TestFace.RESOURCE);
        String code = "a-code-of-the-race-" + number;
        store.grants()
                .add(new Grant(
                        "g" + number, client, "Racer", "alice", scopes, resources, now, now.plusSeconds(60), null));
        store.codes()
                .add(new AuthorizationCode(
                        SecretHash.of(code),
                        "g" + number,
                        client,
                        TestFace.REDIRECT,
                        TestFace.CHALLENGE,
                        scopes,
                        resources,
                        now.plusSeconds(60)));
        return code;
    }

    @Test
    void givesOneAnswerToARefreshThatBothReplicasAreAskedForAtOnce() throws Exception {
        int one = TwoReplicas.port(shared.sidecar(Optional.empty()));
        int other = TwoReplicas.port(shared.sidecar(Optional.empty()));
        SteppedFlow flow = new SteppedFlow("192.0.2.1");
        flow.go(SteppedFlow.LOCAL.subList(0, SteppedFlow.LOCAL.indexOf(Step.REFRESH)), one);
        Set<String> seen = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int race = 0; race < 100; race++) {
                List<Future<HttpResponse<String>>> answers =
                        threads.invokeAll(List.of(() -> flow.refresh(one), () -> flow.refresh(other)));
                HttpResponse<String> first = answers.getFirst().get();

                assertThat(first.body()).isEqualTo(answers.getLast().get().body());
                assertThat(flow.accept(first)).isTrue();
                assertThat(seen.add(flow.refreshToken())).isTrue();
            }
        }
    }

    @Test
    void asksTheProviderOnceWithEachOfItsTokensWhicheverReplicaIsAsked() throws Exception {
        try (TestProvider provider = new TestProvider();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            provider.now = Instant.now();
            int one = TwoReplicas.port(shared.sidecar(Optional.of(provider)));
            int other = TwoReplicas.port(shared.sidecar(Optional.of(provider)));
            List<Step> steps = SteppedFlow.ELSEWHERE;
            SteppedFlow flow = new SteppedFlow("192.0.2.1");
            flow.go(steps.subList(0, steps.indexOf(Step.CALLBACK)), one);
            provider.nonce = TestFace.parameter(AuthResponse.redirect(flow.next()), "nonce");
            flow.go(List.of(Step.CALLBACK, Step.REDEEM), other);
            for (int race = 0; race < 20; race++) {
                List<Future<HttpResponse<String>>> answers =
                        threads.invokeAll(List.of(() -> flow.refresh(one), () -> flow.refresh(other)));

                assertThat(answers.getFirst().get().body())
                        .isEqualTo(answers.getLast().get().body());
                assertThat(flow.accept(answers.getFirst().get())).isTrue();
            }

            assertThat(provider.forms.stream().flatMap(form -> form.getOrDefault("refresh_token", List.of()).stream()))
                    .hasSizeGreaterThanOrEqualTo(40)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void refusesOnEveryReplicaATokenThatWasRevokedOnOne() throws Exception {
        int one = TwoReplicas.port(shared.sidecar(Optional.empty()));
        int other = TwoReplicas.port(shared.sidecar(Optional.empty()));
        SteppedFlow flow = new SteppedFlow("192.0.2.1");
        flow.go(SteppedFlow.LOCAL.subList(0, SteppedFlow.LOCAL.indexOf(Step.REFRESH)), one);
        flow.go(List.of(Step.CALL_AGAIN), other);

        flow.go(List.of(Step.REVOKE), one);

        for (int port : List.of(one, other)) {
            while (flow.call(port).statusCode() == 200) {
                Thread.sleep(100);
            }
            assertThat(flow.call(port).statusCode()).isEqualTo(401);
        }
    }

    /// What the store is asked with comes from strangers, and PostgreSQL refuses some of it as text.
    @Test
    void answersNothingButRefusalsToCharactersThatNoDatabaseKeeps() throws Exception {
        int port = TwoReplicas.port(shared.sidecar(Optional.empty()));
        SteppedFlow flow = new SteppedFlow("192.0.2.1");

        for (String line : List.of(
                "GET, /authorize?client_id=%00",
                "GET, /authorize?client_id=a%00b&redirect_uri=%00&state=%00",
                "GET, /authorize?client_id=%ED%A0%80&state=%FF%FE",
                "GET, /authorize?%00=x",
                "GET, /login?request=%00",
                "GET, /consent?request=%F0%9F%9A%AA",
                "GET, /register/%00",
                "GET, /register/x%ED%A0%80",
                "POST, /token?grant_type=refresh_token&client_id=%00&refresh_token=x",
                "POST, /token?grant_type=refresh_token&client_id=x%C0%80&refresh_token=%00",
                "POST, /token?grant_type=authorization_code&client_id=x&code=%00&code_verifier=%00",
                "POST, /revoke?client_id=%00&token=%00",
                "POST, /revoke?client_id=%ED%B0%80&token=x",
                "POST, /introspect?client_id=%00&token=x",
                "POST, /login?request=%00&username=%00&password=%00",
                "POST, /consent?request=x&decision=%00")) {
            String method = line.substring(0, line.indexOf(','));
            String target = line.substring(line.indexOf('/'));
            String path = target.substring(0, target.indexOf('?') < 0 ? target.length() : target.indexOf('?'));
            HttpResponse<String> answer = method.equals("GET")
                    ? flow.get(port, target)
                    : flow.body(port, path, "application/x-www-form-urlencoded", target.substring(path.length() + 1));

            assertThat(answer.statusCode()).as(line + " " + answer.body()).isBetween(400, 499);
        }
    }

    @Test
    void registersWhatHasOddCharactersOrSaysWhyNot() throws Exception {
        int port = TwoReplicas.port(shared.sidecar(Optional.empty()));
        SteppedFlow flow = new SteppedFlow("192.0.2.1");
        String redirect = "\"redirect_uris\":[\"" + TestFace.REDIRECT + "\"]";

        for (String member : List.of(
                "\"client_name\":\"\\u0000\\ud800x\"",
                "\"software_id\":\"\\udfff\"",
                "\"token_endpoint_auth_method\":\"private_key_jwt\",\"jwks\":{\"keys\":[{\"kty\":\"EC\",\"kid\":\"\\u0000\"}]}",
                "\"scope\":\"\\u0000\"",
                "\"\\u0000\":1",
                "\"contacts\":[\"\\u0000\"]")) {
            HttpResponse<String> answer =
                    flow.body(port, "/register", "application/json", "{" + redirect + "," + member + "}");
            assertThat(answer.statusCode()).as(member + answer.body()).isIn(201, 400);
        }
    }

    @Test
    void losesNothingItAcknowledgedWhenTheDatabaseCrashesUnderLoad() throws Exception {
        Sidecar one = shared.sidecar(Optional.empty());
        Sidecar other = shared.sidecar(Optional.empty());
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<RefreshingClient> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(new RefreshingClient("192.0.2." + i, TwoReplicas.port(one), TwoReplicas.port(other)));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = new ArrayList<>();
            clients.forEach(client -> running.add(threads.submit(() -> client.runUntil(over, done, refused))));
            await(done, 40);
            server.orElseThrow().crash();
            await(refused, refused.get() + 4);
            for (RefreshingClient client : clients) {
                assertThat(client.callStatus()).isEqualTo(200);
            }
            server.orElseThrow().restart();
            await(done, done.get() + 40);
            over.set(true);
            for (Future<?> future : running) {
                future.get();
            }
        }

        Store store = shared.store();
        for (RefreshingClient client : clients) {
            for (String id : client.registered()) {
                assertThat(store.clients().find(id)).isPresent();
            }
        }
    }

    private static void await(AtomicInteger counter, int wanted) throws InterruptedException {
        while (counter.get() < wanted) {
            Thread.sleep(10);
        }
    }
}
