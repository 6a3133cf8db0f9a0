package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Keycloak asked about its tokens (RFC 7662): lightweight ones, which say nothing, revoked ones, and none at all.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class IntrospectionIT {
    private static final Map<String, String> READ = Map.of("scope", "oscal:read");
    private static final Map<String, String> ALICE =
            Map.of("username", "alice", "password", "alice-pw", "scope", "oscal:read");
    private static final String REMEMBERED = "5s";
    /// The same, and some time for a busy machine.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Stack stack;
    private final Exchanges exchanges = new Exchanges();
    private final Postern postern;
    private final AuthorizationServer realm;

    IntrospectionIT(Stack stack) {
        this.stack = stack;
        this.realm = stack.keycloak().realm(Realms.FIRST);
        this.postern = asking("postern-asking", "asking-secret").awaitReady();
    }

    @AfterAll
    void close() {
        exchanges.close();
        postern.close();
    }

    @Test
    void aLightweightTokenPassesOnlyWhereTheIssuerIsAsked() {
        String token = realm.token(Realms.LIGHTWEIGHT, READ);

        assertThat(call(stack.postern(), token).statusCode()).isEqualTo(401);
        assertThat(call(postern, token).statusCode()).isEqualTo(200);
        assertThat(postern.output()).doesNotContain(token, "asking-secret");
        assertThat(stack.recorder().seen()).doesNotContain(token);
    }

    @Test
    void whatTheIssuerCallsInactiveIsRefused() {
        assertInactive(call(postern, "neither-a-jwt-nor-anything-else"));
        assertInactive(call(postern, realm.token("other-app", Map.of())));
    }

    @Test
    void revokedAndLoggedOutTokensAreRefusedOnceTheAnswerIsForgotten() {
        String revoked = realm.token(Realms.LIGHTWEIGHT, READ);
        AuthorizationServer.Granted alice = realm.personsToken("mcp-test", ALICE);
        assertThat(call(postern, revoked).statusCode()).isEqualTo(200);
        assertThat(call(postern, alice.accessToken()).statusCode()).isEqualTo(200);

        realm.revoke(Realms.LIGHTWEIGHT, revoked);
        realm.logOut("mcp-test", alice.refreshToken());

        assertInactive(awaitRefusal(revoked));
        assertInactive(awaitRefusal(alice.accessToken()));
        // Who only verifies the signature does not learn of it.
        assertThat(call(stack.postern(), alice.accessToken()).statusCode()).isEqualTo(200);
    }

    @Test
    void anEndpointThatIsDownIsAnOutageAndNoRefusal() {
        try (Postern cut = asking(
                        "postern-asking-nobody",
                        "asking-secret",
                        "--auth-introspection-url=http://127.0.0.1:" + Ports.free() + "/introspect")
                .awaitAlive()) {
            assertUnavailable(call(cut, realm.token(Realms.LIGHTWEIGHT, READ)));
        }
    }

    @Test
    void aSecretOfOursThatIsWrongIsAnOutageAndNoRefusal() {
        try (Postern mistaken =
                asking("postern-asking-wrongly", "not-the-secret").awaitAlive()) {
            assertUnavailable(call(mistaken, realm.token(Realms.LIGHTWEIGHT, READ)));
            assertThat(mistaken.output()).doesNotContain("not-the-secret");
        }
    }

    private Postern asking(String name, String secret, String... more) {
        List<String> options = new ArrayList<>(List.of(
                stack.trustInTheRealm(),
                "--auth-provider=keycloak",
                "--auth-introspection-tokens=all",
                "--auth-introspection-remember=" + REMEMBERED,
                "--auth-introspection-client-id=" + Realms.ASKING,
                "--auth-introspection-client-secret-file=" + stack.secretFile(secret)));
        options.addAll(List.of(more));
        return stack.posternThatTrusts(name, stack.recorder().port(), options.toArray(String[]::new));
    }

    private HttpResponse<String> awaitRefusal(String token) {
        HttpResponse<String> response = call(postern, token);
        for (Instant end = Instant.now().plus(PATIENCE);
                response.statusCode() == 200 && Instant.now().isBefore(end);
                response = call(postern, token)) {
            Load.pause(Duration.ofMillis(500));
        }
        return response;
    }

    private HttpResponse<String> call(Postern server, String token) {
        return exchanges.send(
                exchanges.modernCall(server.endpoint(), "about").header("Authorization", "Bearer " + token));
    }

    private static void assertInactive(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Bearer error=\"invalid_token\"")
                .contains("The access token is not active");
    }

    private static void assertUnavailable(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
    }
}
