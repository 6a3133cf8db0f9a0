package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.config.Config;
import dev.postern.config.DpopConfig;
import dev.postern.config.ResourceConfig;
import dev.postern.config.TokenType;
import dev.postern.config.TrustEntry;
import dev.postern.oauth.ResourceUri;
import dev.postern.oauth.Scopes;
import dev.postern.outbound.IssuerClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestIssuer;
import dev.postern.testing.TestUpstream;
import dev.postern.token.IssuerTokenVerifier;
import dev.postern.token.Possession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProofOfPossessionTest {
    private static final DpopConfig DPOP = new DpopConfig(false, Set.of("ES256"), Duration.ofMinutes(1), true);

    private final ECKey client;
    private final TestIssuer issuer = new TestIssuer();
    private final TestUpstream upstream;
    private final IssuerClient issuers;
    private final IssuerTokenVerifier verifier;
    private final TestGate gate;

    ProofOfPossessionTest() throws IOException, JOSEException {
        client = new ECKeyGenerator(Curve.P_256).generate();
        upstream = new TestUpstream();
        Config plain = TestGate.config(upstream.url(), Duration.ofSeconds(5));
        TrustEntry trust = new TrustEntry(
                issuer.issuer(),
                List.of(TestGate.RESOURCE),
                Set.of("ES256"),
                null,
                TokenType.LENIENT,
                Duration.ofSeconds(30));
        ResourceUri resource = new ResourceUri(TestGate.RESOURCE);
        Config config = new Config(
                plain.listener(),
                plain.upstream(),
                new ResourceConfig(resource, Scopes.NONE, DPOP),
                List.of(trust),
                plain.keys(),
                plain.ops(),
                plain.logFormat(),
                false);
        issuers = new IssuerClient(config.keys());
        Clock clock = Clock.systemUTC();
        verifier = new IssuerTokenVerifier(
                config.trust(),
                config.wantedClaims(),
                config.keys(),
                issuers,
                clock,
                (_, _) -> {},
                new Possession(DPOP, resource, new Random(), clock));
        gate = new TestGate(config, verifier);
    }

    @AfterEach
    void close() throws Exception {
        gate.close();
        verifier.close();
        issuers.close();
        upstream.close();
        issuer.close();
    }

    private String boundToken() throws JOSEException {
        return issuer.token(TestGate.RESOURCE)
                .claim("cnf", Map.of("jkt", client.computeThumbprint().toString()))
                .mint();
    }

    private String proof(String token, @Nullable String nonce) throws JOSEException, NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("dpop+jwt"))
                .jwk(client.toPublicJWK())
                .build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim("htm", "POST")
                .claim("htu", TestGate.RESOURCE)
                .claim("ath", Base64URL.encode(hash).toString())
                .claim("nonce", nonce)
                .claim("iat", Instant.now().getEpochSecond())
                .build();
        SignedJWT proof = new SignedJWT(header, claims);
        proof.sign(new ECDSASigner(client));
        return proof.serialize();
    }

    private Response post(String token, String proof) throws IOException {
        return gate.post("Authorization: DPoP " + token + "\r\nDPoP: " + proof + "\r\n", "{}");
    }

    private static List<String> challenges(Response response) {
        String name = "WWW-Authenticate: ";
        return response.fields().stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .toList();
    }

    @Test
    void asksForANonceAndLetsTheBoundTokenInWithIt() throws Exception {
        String token = boundToken();

        Response asked = post(token, proof(token, null));
        assertThat(asked.status()).isEqualTo(401);
        assertThat(challenges(asked))
                .satisfiesExactly(
                        bearer -> assertThat(bearer)
                                .startsWith("Bearer resource_metadata=")
                                .doesNotContain("error"),
                        dpop -> assertThat(dpop).isEqualTo("DPoP error=\"use_dpop_nonce\", algs=\"ES256\""));
        String nonce = asked.field("DPoP-Nonce");

        assertThat(post(token, proof(token, nonce)).status()).isEqualTo(200);
        assertThat(upstream.waitingCalls()).isEqualTo(1);
    }

    @Test
    void refusesABoundTokenAsBearerAndAProofThatDoesNotHold() throws Exception {
        String token = boundToken();

        Response asBearer = gate.post("Authorization: Bearer " + token + "\r\n", "{}");
        assertThat(asBearer.status()).isEqualTo(401);
        assertThat(challenges(asBearer).getFirst()).contains("error=\"invalid_token\"");

        Response forged = post(token, "rubbish");
        assertThat(forged.status()).isEqualTo(401);
        assertThat(challenges(forged).getLast()).isEqualTo("DPoP error=\"invalid_dpop_proof\", algs=\"ES256\"");
        assertThat(upstream.waitingCalls()).isZero();
    }

    @Test
    void judgesATokenOnceAndLetsItInAgain() throws Exception {
        String fields =
                "Authorization: Bearer " + issuer.token(TestGate.RESOURCE).mint() + "\r\n";

        assertThat(gate.post(fields, "{}").status()).isEqualTo(200);
        assertThat(gate.post(fields, "{}").status()).isEqualTo(200);
        assertThat(verifier.cacheState().hits()).isEqualTo(1);
        assertThat(verifier.cacheState().misses()).isEqualTo(1);
    }

    @Test
    void namesBothSchemesWithoutCredentialsBearerFirst() throws Exception {
        assertThat(challenges(gate.post("", "{}")))
                .satisfiesExactly(
                        bearer -> assertThat(bearer).startsWith("Bearer "),
                        dpop -> assertThat(dpop).isEqualTo("DPoP algs=\"ES256\""));
    }

    @Test
    void tellsClientsInTheMetadata() throws Exception {
        assertThat(gate.get("/.well-known/oauth-protected-resource/mcp", "").body())
                .contains("\"dpop_signing_alg_values_supported\":[\"ES256\"]")
                .doesNotContain("dpop_bound_access_tokens_required");
    }
}
