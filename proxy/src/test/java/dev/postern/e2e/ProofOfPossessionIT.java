package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tokens that Keycloak bound to a key (RFC 9449), with proofs made by Nimbus.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class ProofOfPossessionIT {
    private static final Map<String, String> READ = Map.of("scope", "oscal:read");

    private final Stack stack;
    private final Exchanges exchanges = new Exchanges();
    private final Postern postern;
    private final URI resource;
    private final ProofKey key = new ProofKey();
    private final String token;

    ProofOfPossessionIT(Stack stack) {
        this.stack = stack;
        this.resource = URI.create(stack.resource());
        this.postern = stack.posternThatTrusts(
                        "postern-dpop", stack.recorder().port(), stack.trustInTheRealm(), "--auth-dpop=accepted")
                .awaitReady();
        this.token = stack.keycloak().realm(Realms.FIRST).boundToken(Realms.BOUND, READ, key);
    }

    @AfterAll
    void close() {
        exchanges.close();
        postern.close();
    }

    @Test
    void aBoundTokenPassesWithEachNewProofOfItsKey() {
        for (int i = 0; i < 3; i++) {
            assertThat(call("DPoP " + token, proof().signed()).statusCode()).isEqualTo(200);
        }
        assertThat(stack.recorder().seen())
                .doesNotContain(token)
                .doesNotContainIgnoringCase("\ndpop:")
                .doesNotContainIgnoringCase("\nauthorization:");
        assertThat(postern.output()).doesNotContain(token);
    }

    @Test
    void aBoundTokenIsRefusedAsBearerEvenWithItsProof() {
        HttpResponse<String> response = call("Bearer " + token, proof().signed());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(challenges(response).getFirst()).startsWith("Bearer error=\"invalid_token\"");
        assertThat(challenges(response).getLast()).startsWith("DPoP ").contains("algs=\"");
    }

    @Test
    void aProofIsGoodForOneRequest() {
        String proof = proof().signed();

        assertThat(call("DPoP " + token, proof).statusCode()).isEqualTo(200);
        assertRefusedProof(call("DPoP " + token, proof));
    }

    @Test
    void aProofOfAnotherKeyIsRefused() {
        assertRefusedProof(call(
                "DPoP " + token,
                new ProofKey().proof("POST", resource).of(token).signed()));
    }

    @Test
    void aProofForAnotherUrlOrTokenIsRefused() {
        URI elsewhere = URI.create(resource + "/elsewhere");
        String other = stack.keycloak().realm(Realms.FIRST).boundToken(Realms.BOUND, READ, key);

        assertRefusedProof(
                call("DPoP " + token, key.proof("POST", elsewhere).of(token).signed()));
        assertRefusedProof(
                call("DPoP " + token, key.proof("GET", resource).of(token).signed()));
        assertRefusedProof(
                call("DPoP " + token, key.proof("POST", resource).of(other).signed()));
    }

    @Test
    void aTokenBoundToNothingIsNoDpopToken() {
        String unbound = stack.goodToken();

        assertRefusedProof(
                call("DPoP " + unbound, key.proof("POST", resource).of(unbound).signed()));
    }

    @Test
    void withNoncesAClientIsToldTheNonceAndPassesWithIt() {
        try (Postern strict = stack.posternThatTrusts(
                        "postern-dpop-nonces",
                        stack.recorder().port(),
                        stack.trustInTheRealm(),
                        "--auth-dpop=required",
                        "--auth-dpop-nonces")
                .awaitReady()) {
            HttpResponse<String> first = call(strict, "DPoP " + token, proof().signed());
            String nonce = first.headers().firstValue("DPoP-Nonce").orElseThrow();
            HttpResponse<String> second =
                    call(strict, "DPoP " + token, proof().with(nonce).signed());

            assertThat(first.statusCode()).isEqualTo(401);
            assertThat(challenges(first).getLast()).contains("use_dpop_nonce");
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(call(strict, "Bearer " + stack.goodToken(), proof().signed())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private ProofKey.Proof proof() {
        return key.proof("POST", resource).of(token);
    }

    private HttpResponse<String> call(String authorization, String proof) {
        return call(postern, authorization, proof);
    }

    private HttpResponse<String> call(Postern server, String authorization, String proof) {
        HttpRequest.Builder request = exchanges
                .modernCall(server.endpoint(), "about")
                .header("Authorization", authorization)
                .header("DPoP", proof);
        return exchanges.send(request);
    }

    private static void assertRefusedProof(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(challenges(response).getLast()).startsWith("DPoP ").contains("error=\"invalid_dpop_proof\"");
    }

    private static List<String> challenges(HttpResponse<String> response) {
        return response.headers().allValues("WWW-Authenticate");
    }
}
