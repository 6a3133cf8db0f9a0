package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.counterparts.NodePackage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same rules with another authorization server: npm `oidc-provider`, whose resource indicators decide the audience
/// and whose clients get JWTs or opaque tokens, bound or not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class OidcProviderIT {
    private final Stack stack;
    private final Exchanges exchanges = new Exchanges();
    private final NodePackage scripts;
    private final OidcProvider provider;
    private final Postern postern;
    private final ProofKey key = new ProofKey();

    OidcProviderIT(Stack stack) {
        assumeTrue(NodePackage.canRun(), "There is no Node on this machine: oidc-provider is left out.");
        this.stack = stack;
        this.scripts = NodePackage.installed(Stack.SCRIPTS, "oidc-provider", Stack.WORK);
        this.provider = OidcProvider.started("oidc-provider", scripts, stack.resource(), Stack.LOGS);
        this.postern = besideKeycloak();
    }

    /// Two authorization servers that know nothing of each other, trusted at once.
    private Postern besideKeycloak() {
        Path file = stack.file("oidc-provider.conf", """
                auth-issuer-url = %s
                auth-provider = keycloak
                auth-dpop = accepted

                [issuer second]
                auth-issuer-url = %s
                auth-token-type = strict
                auth-introspection-client-id = %s
                auth-introspection-client-secret-file = %s
                """.formatted(
                        stack.keycloak().issuer(),
                        provider.server().issuer(),
                        OidcProvider.ASKING,
                        stack.secretFile(OidcProvider.ASKING + "-secret")));
        return stack.posternThatTrusts("postern-oidc-provider", stack.recorder().port(), "--config=" + file)
                .awaitReady();
    }

    @AfterAll
    void close() {
        exchanges.close();
        postern.close();
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {OidcProvider.JWT, OidcProvider.OPAQUE})
    void aPersonsTokenForOurResourcePasses(String client) {
        String token = signedIn(client, null);

        assertThat(call("Bearer " + token, List.of()).statusCode()).isEqualTo(200);
        assertThat(token.split("[.]", -1)).hasSize(client.equals(OidcProvider.JWT) ? 3 : 1);
        assertThat(stack.recorder().seen()).doesNotContain(token);
        assertThat(postern.output()).doesNotContain(token);
    }

    @Test
    void aMachinesTokenForOurResourcePasses() {
        assertThat(call("Bearer " + machinesToken(stack.resource()), List.of()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenForAnotherResourceIsRefused() {
        assertRefused(
                call("Bearer " + machinesToken(OidcProvider.OTHER_RESOURCE), List.of()),
                "The token was issued for another audience");
    }

    @ParameterizedTest
    @ValueSource(strings = {OidcProvider.BOUND_JWT, OidcProvider.BOUND_OPAQUE})
    void aBoundTokenPassesWithItsProofOnceAndNeverAsBearer(String client) {
        String token = signedIn(client, key);
        String proof = proof(token);

        assertThat(call("DPoP " + token, List.of(proof)).statusCode()).isEqualTo(200);
        assertRefused(
                call("Bearer " + token, List.of(proof(token))),
                "The token is bound to a key and cannot be used as a bearer token");
        assertThat(call("DPoP " + token, List.of(proof)).statusCode()).isEqualTo(401);
        assertThat(call("DPoP " + token, List.of()).statusCode()).isEqualTo(401);
        assertThat(call("DPoP " + token, List.of(proof(token))).statusCode()).isEqualTo(200);
    }

    @Test
    void aRevokedTokenIsRefused() {
        String token = signedIn(OidcProvider.OPAQUE, null);
        provider.server().revoke(OidcProvider.OPAQUE, token);

        assertRefused(call("Bearer " + token, List.of()), "The access token is not active");
    }

    @Test
    void keycloaksTokensPassBesideIts() {
        assertThat(call("Bearer " + stack.goodToken(), List.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void itIsAskedWithTheSecretInTheForm() {
        try (Postern posting = asking(
                provider,
                "postern-oidc-provider-post",
                "--auth-introspection-client-id=" + OidcProvider.ASKING_BY_POST,
                "--auth-introspection-client-authentication=client_secret_post",
                "--auth-introspection-client-secret-file="
                        + stack.secretFile(OidcProvider.ASKING_BY_POST + "-secret"))) {
            assertTellsGoodFromBad(posting);
        }
    }

    @Test
    void itIsAskedWithAnAssertionAndSignsItsAnswer() {
        try (Postern asserting = asking(
                provider,
                "postern-oidc-provider-assertion",
                "--auth-introspection-client-id=" + OidcProvider.ASKING_BY_ASSERTION,
                "--auth-introspection-client-authentication=private_key_jwt",
                "--auth-introspection-key-file=" + stack.file("asking.jwk", provider.privateAskingKey()),
                "--auth-introspection-signed-answers")) {
            assertTellsGoodFromBad(asserting);
        }
    }

    private void assertTellsGoodFromBad(Postern server) {
        String good = signedIn(OidcProvider.OPAQUE, null);
        String revoked = signedIn(OidcProvider.OPAQUE, null);
        provider.server().revoke(OidcProvider.OPAQUE, revoked);

        assertThat(call(server, "Bearer " + good, List.of()).statusCode()).isEqualTo(200);
        assertRefused(call(server, "Bearer " + revoked, List.of()), "The access token is not active");
    }

    @Test
    void whileItIsDownJwtsPassAndNewOpaqueTokensAreNotCalledInvalid() {
        try (OidcProvider leaving =
                        OidcProvider.started("oidc-provider-leaving", scripts, stack.resource(), Stack.LOGS);
                Postern left = asking(
                        leaving,
                        "postern-oidc-provider-left",
                        "--auth-introspection-client-id=" + OidcProvider.ASKING,
                        "--auth-introspection-client-secret-file="
                                + stack.secretFile(OidcProvider.ASKING + "-secret"))) {
            String jwt = new SignIn(leaving.server(), OidcProvider.JWT, stack.resource()).token(null);
            String opaque = new SignIn(leaving.server(), OidcProvider.OPAQUE, stack.resource()).token(null);

            leaving.stop();
            HttpResponse<String> undecided = call(left, "Bearer " + opaque, List.of());

            assertThat(call(left, "Bearer " + jwt, List.of()).statusCode()).isEqualTo(200);
            assertThat(undecided.statusCode()).isEqualTo(503);
            assertThat(undecided.headers().firstValue("Retry-After")).isPresent();
        }
    }

    private Postern asking(OidcProvider trusted, String name, String... how) {
        List<String> options =
                new ArrayList<>(List.of("--auth-issuer-url=" + trusted.server().issuer()));
        options.addAll(List.of(how));
        return stack.posternThatTrusts(name, stack.recorder().port(), options.toArray(String[]::new))
                .awaitReady();
    }

    private String signedIn(String client, @Nullable ProofKey boundTo) {
        return new SignIn(provider.server(), client, stack.resource()).token(boundTo);
    }

    private String machinesToken(String resource) {
        return provider.server().token(OidcProvider.JWT, Map.of("scope", "oscal:read", "resource", resource));
    }

    private String proof(String token) {
        return key.proof("POST", URI.create(stack.resource())).of(token).signed();
    }

    private HttpResponse<String> call(String authorization, List<String> proofs) {
        return call(postern, authorization, proofs);
    }

    private HttpResponse<String> call(Postern server, String authorization, List<String> proofs) {
        HttpRequest.Builder request =
                exchanges.modernCall(server.endpoint(), "about").header("Authorization", authorization);
        proofs.forEach(proof -> request.header("DPoP", proof));
        return exchanges.send(request);
    }

    private static void assertRefused(HttpResponse<String> response, String why) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Bearer error=\"invalid_token\"")
                .contains(why);
    }
}
