package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Keycloak is stopped for a while under load. How long is a system property: the suite takes a short while, a person
/// may
/// say `-Dpostern.e2e.outage=PT5M`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class OutageIT {
    private static final Duration OUTAGE = Duration.parse(System.getProperty("postern.e2e.outage", "PT20S"));
    private static final Duration HANG = Duration.ofSeconds(10);
    /// Shorter than usual, so that the recovery is too.
    private static final String COOLDOWN = "--auth-jwks-cooldown=10s";

    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    /// A cool-down and a fetch, and some time for a busy machine.
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private static final String KNOWN = "seen before";
    private static final String UNSEEN = "first seen in the outage";
    private static final String NEW_KEY = "signed with a key not known yet";
    private static final String ASKED = "asked about";
    private static final String COLD = "of an issuer never reached";
    private static final List<String> UNDECIDED = List.of(NEW_KEY, ASKED, COLD);

    private final Stack stack;
    private final Exchanges exchanges = new Exchanges();
    private final SteadyUpstream upstream = new SteadyUpstream();
    private final AuthorizationServer realm;

    OutageIT(Stack stack) {
        this.stack = stack;
        this.realm = stack.keycloak().realm(Realms.FIRST);
    }

    @AfterAll
    void close() {
        exchanges.close();
        upstream.close();
    }

    /// What happens to Keycloak.
    ///
    /// @param lasts how long
    record Fault(String name, Duration lasts, Consumer<Keycloak> begin, Consumer<Keycloak> end) {
        @Override
        public String toString() {
            return name + " for " + lasts;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("hangs", HANG, Keycloak::freeze, Keycloak::thaw),
                new Fault("is gone", OUTAGE, Keycloak::stop, Keycloak::startAgain));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void validTokensPassAndTheOthersWaitWhileTheIssuer(Fault fault) {
        List<String> seen = tokens(40);
        List<String> unseen = tokens(20 + (int) fault.lasts().toSeconds());
        try (KeycloakAdmin admin = new KeycloakAdmin(stack.keycloak());
                Postern verifying = stack.posternThatTrusts(
                                "postern-outage", upstream.port(), stack.trustInTheRealm(), COOLDOWN)
                        .awaitReady();
                Postern asking = asking();
                Load load = new Load()) {
            load.add(KNOWN, verifying.endpoint(), PAUSE, Tokens.inTurn(seen))
                    .add(KNOWN, verifying.endpoint(), PAUSE, Tokens.inTurn(seen));
            load.awaitMore(KNOWN, 2 * seen.size());
            admin.rotateKey(Realms.FIRST);
            String ofNewKey = token();
            assertThat(Tokens.keyId(ofNewKey)).isNotEqualTo(Tokens.keyId(seen.getFirst()));

            fault.begin().accept(stack.keycloak());
            try (Postern cold = stack.posternThatTrusts("postern-outage-cold", upstream.port(), stack.trustInTheRealm())
                    .awaitAlive()) {
                load.add(UNSEEN, verifying.endpoint(), SECOND, Tokens.eachOnce(unseen))
                        .add(NEW_KEY, verifying.endpoint(), SECOND, () -> ofNewKey)
                        .add(ASKED, asking.endpoint(), SECOND, Tokens.inTurn(unseen))
                        .add(COLD, cold.endpoint(), SECOND, Tokens.inTurn(unseen));
                Load.pause(fault.lasts());
                UNDECIDED.forEach(load::end);
                assertThat(status(cold.ops("/readyz"))).isEqualTo(503);
                assertThat(challenge(cold.endpoint())).isEqualTo(401);
                assertThat(status(verifying.ops("/readyz"))).isEqualTo(200);

                fault.end().accept(stack.keycloak());
                awaitGood(verifying.endpoint(), ofNewKey);
                awaitGood(asking.endpoint(), unseen.getFirst());
                awaitGood(cold.endpoint(), unseen.getFirst());
            }
            System.out.println("Keycloak " + fault + ": " + load);
            for (String kind : List.of(KNOWN, UNSEEN)) {
                assertThat(load.answers(kind)).as(load.toString()).containsOnlyKeys("200");
            }
            for (String kind : UNDECIDED) {
                assertThat(load.answers(kind)).as(load.toString()).containsOnlyKeys("503 Retry-After");
            }
        }
    }

    private Postern asking() {
        return stack.posternThatTrusts(
                        "postern-outage-asking",
                        upstream.port(),
                        stack.trustInTheRealm(),
                        "--auth-introspection-tokens=all",
                        "--auth-introspection-client-id=" + Realms.ASKING,
                        "--auth-introspection-client-secret-file=" + stack.secretFile(Realms.ASKING + "-secret"))
                .awaitReady();
    }

    private String token() {
        return realm.token(Realms.LONG_LIVED, Map.of("scope", "oscal:read"));
    }

    private List<String> tokens(int count) {
        return Stream.generate(this::token).limit(count).toList();
    }

    private int status(URI address) {
        return exchanges.send(HttpRequest.newBuilder(address)).statusCode();
    }

    /// What somebody without a token is told.
    private int challenge(URI endpoint) {
        return exchanges.send(exchanges.modernCall(endpoint, "about")).statusCode();
    }

    private void awaitGood(URI endpoint, String token) {
        HttpResponse<String> response = call(endpoint, token);
        for (Instant end = Instant.now().plus(RECOVERY);
                response.statusCode() != 200 && Instant.now().isBefore(end);
                response = call(endpoint, token)) {
            Load.pause(SECOND);
        }
        assertThat(response.statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> call(URI endpoint, String token) {
        return exchanges.send(exchanges.modernCall(endpoint, "about").header("Authorization", "Bearer " + token));
    }
}
