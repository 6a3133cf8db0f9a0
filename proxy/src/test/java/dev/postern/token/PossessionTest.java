package dev.postern.token;

import static dev.postern.token.TestVerifier.AUDIENCE;
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
import dev.postern.config.ClientCertificateHeader;
import dev.postern.config.DpopConfig;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.ResourceUri;
import dev.postern.testing.TestClock;
import dev.postern.testing.TestIssuer;
import dev.postern.testing.TestKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PossessionTest {
    private static final ECKey CLIENT = key();

    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = new TestIssuer("", "ES256", clock);
    private final Possession possession = possession(false, false);
    private final TestVerifier verifier = new TestVerifier(issuer, clock, possession);

    @AfterEach
    void close() {
        verifier.close();
        issuer.close();
    }

    private Possession possession(boolean required, boolean nonces) {
        return new Possession(
                new DpopConfig(required, Set.of("ES256", "EdDSA"), Duration.ofSeconds(60), nonces),
                new ResourceUri(AUDIENCE),
                new Random(1),
                clock);
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String boundToken() throws JOSEException {
        return issuer.token(AUDIENCE)
                .claim("cnf", Map.of("jkt", CLIENT.computeThumbprint().toString()))
                .mint();
    }

    /// A good proof for a token, to be spoilt.
    private Proof proof(String token) {
        return new Proof(token);
    }

    final class Proof {
        private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        private JOSEObjectType type = new JOSEObjectType("dpop+jwt");
        private ECKey key = CLIENT;
        private @Nullable ECKey shown = CLIENT.toPublicJWK();

        Proof(String token) {
            claims.put("jti", UUID.randomUUID().toString());
            claims.put("htm", "POST");
            claims.put("htu", AUDIENCE);
            claims.put("iat", clock.instant().getEpochSecond());
            claims.put("ath", hash(token));
        }

        Proof with(String name, @Nullable Object value) {
            claims.put(name, value);
            return this;
        }

        Proof without(String name) {
            claims.remove(name);
            return this;
        }

        Proof typed(String newType) {
            type = new JOSEObjectType(newType);
            return this;
        }

        Proof signedBy(ECKey newKey) {
            key = newKey;
            return this;
        }

        Proof showing(@Nullable ECKey newShown) {
            shown = newShown;
            return this;
        }

        String sign() {
            try {
                JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(type);
                if (shown != null) {
                    header.jwk(shown);
                }
                JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
                claims.forEach(set::claim);
                SignedJWT jwt = new SignedJWT(
                        header.build(), set.serializeNullClaims(true).build());
                jwt.sign(new ECDSASigner(key));
                return jwt.serialize();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String hash(String text) {
        try {
            return Base64URL.encode(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)))
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String judge(TestVerifier by, String token, String... proofs) {
        return by.judge(
                new Presentation(Credentials.Scheme.DPOP, new BearerToken(token), "POST", List.of(proofs), null));
    }

    private String judge(String token, String... proofs) {
        return judge(verifier, token, proofs);
    }

    @Test
    void takesABoundTokenWithItsProof() throws JOSEException {
        String token = boundToken();

        assertThat(judge(token, proof(token).sign())).isEqualTo("valid");
        assertThat(judge(token, proof(token).sign())).isEqualTo("valid");
    }

    @Test
    void refusesABoundTokenAsBearerEvenWithItsProof() throws JOSEException {
        String token = boundToken();
        Presentation asBearer = new Presentation(
                Credentials.Scheme.BEARER,
                new BearerToken(token),
                "POST",
                List.of(proof(token).sign()),
                null);

        assertThat(verifier.judge(asBearer)).isEqualTo("sender_constrained");
        assertThat(verifier.judge(token)).isEqualTo("sender_constrained");
    }

    @Test
    void refusesAnUnboundTokenUnderDpop() {
        String token = issuer.token(AUDIENCE).mint();

        assertThat(judge(token, proof(token).sign())).isEqualTo("dpop_proof");
        assertThat(verifier.judge(token)).isEqualTo("valid");
    }

    @Test
    void takesOnlyBoundTokensWhereRequired() throws JOSEException {
        try (TestVerifier strict = new TestVerifier(issuer, clock, possession(true, false))) {
            String token = boundToken();

            assertThat(strict.judge(issuer.token(AUDIENCE).mint())).isEqualTo("sender_constrained");
            assertThat(judge(strict, token, proof(token).sign())).isEqualTo("valid");
        }
    }

    @Test
    void needsExactlyOneProof() throws JOSEException {
        String token = boundToken();

        assertThat(judge(token)).isEqualTo("dpop_proof");
        assertThat(judge(token, proof(token).sign(), proof(token).sign())).isEqualTo("dpop_proof");
        assertThat(judge(token, proof(token).sign() + "," + proof(token).sign()))
                .isEqualTo("dpop_proof");
        assertThat(judge(token, "rubbish")).isEqualTo("dpop_proof");
        assertThat(judge(token, proof(token).with("x", "a".repeat(9000)).sign()))
                .isEqualTo("dpop_proof");
    }

    interface Spoiler {
        Proof spoil(Proof proof);
    }

    record Spoilt(String name, Spoiler how) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Spoilt> spoilt() {
        ECKey other = key();
        return Stream.of(
                new Spoilt("typ JWT", p -> p.typed("JWT")),
                new Spoilt("typ at+jwt", p -> p.typed("at+jwt")),
                new Spoilt("another key, shown", p -> p.signedBy(other).showing(other.toPublicJWK())),
                new Spoilt("another key, not shown", p -> p.signedBy(other)),
                new Spoilt("no key", p -> p.showing(null)),
                new Spoilt("another method", p -> p.with("htm", "GET")),
                new Spoilt("method in other case", p -> p.with("htm", "post")),
                new Spoilt("no method", p -> p.without("htm")),
                new Spoilt("another path", p -> p.with("htu", "https://mcp.example.com/other")),
                new Spoilt("another host", p -> p.with("htu", "https://evil.example/mcp")),
                new Spoilt("another scheme", p -> p.with("htu", "http://mcp.example.com/mcp")),
                new Spoilt("another port", p -> p.with("htu", "https://mcp.example.com:8443/mcp")),
                new Spoilt("a user in the URL", p -> p.with("htu", "https://u@mcp.example.com/mcp")),
                new Spoilt("relative URL", p -> p.with("htu", "/mcp")),
                new Spoilt("URL a number", p -> p.with("htu", 1)),
                new Spoilt("no URL", p -> p.without("htu")),
                new Spoilt("no time", p -> p.without("iat")),
                new Spoilt("time as text", p -> p.with("iat", "now")),
                new Spoilt("no id", p -> p.without("jti")),
                new Spoilt("empty id", p -> p.with("jti", "")),
                new Spoilt("endless id", p -> p.with("jti", "j".repeat(257))),
                new Spoilt("no token hash", p -> p.without("ath")),
                new Spoilt("another token's hash", p -> p.with("ath", hash("other"))));
    }

    @ParameterizedTest
    @MethodSource("spoilt")
    void refusesAProofThatIsNotForThisRequest(Spoilt spoilt) throws JOSEException {
        String token = boundToken();

        assertThat(judge(token, spoilt.how().spoil(proof(token)).sign())).isEqualTo("dpop_proof");
    }

    @Test
    void refusesAProofWithAPrivateKeyInIt() throws JOSEException {
        String token = boundToken();
        TestKey signer = new TestKey("k", "ES256", CLIENT.toKeyPair());
        String header = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + CLIENT.toJSONString() + "}";
        String input = Base64URL.encode(header) + "." + proof(token).sign().split("\\.", -1)[1];

        assertThat(judge(token, input + "." + signer.sign(input))).isEqualTo("dpop_proof");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mcp.example.com/mcp",
                "https://mcp.example.com/mcp/",
                "HTTPS://MCP.example.COM:443/mcp",
                "https://mcp.example.com/mcp?session=1#top",
                "https://mcp.example.com/x/../mcp"
            })
    void takesEverySpellingOfItsUrl(String htu) throws JOSEException {
        String token = boundToken();

        assertThat(judge(token, proof(token).with("htu", htu).sign())).isEqualTo("valid");
    }

    @Test
    void takesAProofOnlyWhileItIsFresh() throws JOSEException {
        String token = boundToken();
        String ahead = proof(token)
                .with("iat", clock.instant().plusSeconds(30).getEpochSecond())
                .sign();
        String tooFarAhead = proof(token)
                .with("iat", clock.instant().plusSeconds(31).getEpochSecond())
                .sign();
        String old = proof(token).sign();

        assertThat(judge(token, ahead)).isEqualTo("valid");
        assertThat(judge(token, tooFarAhead)).isEqualTo("dpop_proof");
        clock.advance(Duration.ofSeconds(60));
        assertThat(judge(token, old)).isEqualTo("dpop_proof");
    }

    @Test
    void takesAProofOnce() throws JOSEException {
        String token = boundToken();
        String proof = proof(token).sign();

        assertThat(judge(token, proof)).isEqualTo("valid");
        assertThat(judge(token, proof)).isEqualTo("dpop_proof");
        clock.advance(Duration.ofSeconds(59));
        assertThat(judge(token, proof)).isEqualTo("dpop_proof");
    }

    @Test
    void remembersProofsAsLongAsTheyAreGoodAndNoMoreThanItCanHold() {
        ReplayStore store = new ReplayStore(Duration.ofSeconds(10), 3);
        List<ReplayStore.Admission> admissions = new ArrayList<>();
        for (String proof : List.of("a", "a", "b", "c", "d")) {
            admissions.add(store.admit(proof, clock.instant()));
        }
        assertThat(admissions)
                .containsExactly(
                        ReplayStore.Admission.FRESH,
                        ReplayStore.Admission.REPLAYED,
                        ReplayStore.Admission.FRESH,
                        ReplayStore.Admission.FRESH,
                        ReplayStore.Admission.FULL);

        clock.advance(Duration.ofSeconds(10));
        assertThat(store.admit("a", clock.instant())).isEqualTo(ReplayStore.Admission.REPLAYED);
        assertThat(store.admit("d", clock.instant())).isEqualTo(ReplayStore.Admission.FRESH);
        clock.advance(Duration.ofSeconds(20));
        assertThat(store.admit("a", clock.instant())).isEqualTo(ReplayStore.Admission.FRESH);
    }

    @Test
    void asksForItsNonceWhereTold() throws JOSEException {
        Possession withNonces = possession(false, true);
        try (TestVerifier asking = new TestVerifier(issuer, clock, withNonces)) {
            String token = boundToken();
            String nonce = withNonces.nonce().orElseThrow();
            String foreign = possession(false, true).nonce().orElseThrow();

            assertThat(judge(asking, token, proof(token).sign())).isEqualTo("dpop_nonce");
            assertThat(judge(asking, token, proof(token).with("nonce", nonce).sign()))
                    .isEqualTo("valid");
            assertThat(judge(
                            asking,
                            token,
                            proof(token).with("nonce", nonce + "A").sign()))
                    .isEqualTo("dpop_nonce");
            assertThat(foreign).as("the same seed makes the same key").isEqualTo(nonce);

            clock.advance(Duration.ofMinutes(4));
            String fresh = issuer.token(AUDIENCE)
                    .claim("cnf", Map.of("jkt", CLIENT.computeThumbprint().toString()))
                    .mint();
            assertThat(judge(asking, fresh, proof(fresh).with("nonce", nonce).sign()))
                    .isEqualTo("valid");
            clock.advance(Duration.ofSeconds(61));
            assertThat(judge(asking, fresh, proof(fresh).with("nonce", nonce).sign()))
                    .isEqualTo("dpop_nonce");
        }
    }

    @Test
    void tellsClientsTheErrorsOfRfc9449() {
        assertThat(InvalidReason.PROOF.error()).isEqualTo("invalid_dpop_proof");
        assertThat(InvalidReason.NONCE.error()).isEqualTo("use_dpop_nonce");
        assertThat(InvalidReason.SENDER_CONSTRAINED.error()).isEqualTo("invalid_token");
    }

    private String judgeWithCertificate(String token, @Nullable String hash) {
        return verifier.judge(
                new Presentation(Credentials.Scheme.BEARER, new BearerToken(token), "POST", List.of(), hash));
    }

    @Test
    void takesATokenBoundToACertificateOnlyWithIt() {
        String token = issuer.token(AUDIENCE)
                .claim("cnf", Map.of("x5t#S256", "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2"))
                .mint();

        assertThat(judgeWithCertificate(token, "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2"))
                .isEqualTo("valid");
        assertThat(judgeWithCertificate(token, "another")).isEqualTo("sender_constrained");
        assertThat(judgeWithCertificate(token, null)).isEqualTo("sender_constrained");
    }

    @Test
    void ignoresWhatIsNoBindingBesideOne() throws JOSEException {
        String token = issuer.token(AUDIENCE)
                .claim("cnf", Map.of("jkt", CLIENT.computeThumbprint().toString(), "kc-jkt-type", "DPoP"))
                .mint();

        assertThat(judge(token, proof(token).sign())).isEqualTo("valid");
        assertThat(verifier.judge(token)).isEqualTo("sender_constrained");
    }

    @Test
    void refusesABindingItDoesNotKnow() {
        for (Object cnf : List.of(
                Map.of("kc-jkt-type", "DPoP"), Map.of("jkt", 1), Map.of("jkt", "x", "x5t#S256", 1), List.of("jkt"))) {
            assertThat(judgeWithCertificate(
                            issuer.token(AUDIENCE).claim("cnf", cnf).mint(), "a"))
                    .isEqualTo("sender_constrained");
        }

        String token = issuer.token(AUDIENCE)
                .claim("cnf", Map.of("x5t#S256", "a", "kid", "b"))
                .mint();

        assertThat(judgeWithCertificate(token, "a")).isEqualTo("sender_constrained");
    }

    @Test
    void readsTheCertificateAProxyPassesOn() throws Exception {
        byte[] der = CertificateFactory.getInstance("X.509")
                .generateCertificate(getClass().getResourceAsStream("client.pem"))
                .getEncoded();
        String base64 = Base64.getEncoder().encodeToString(der);
        String pem = "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        String expected = Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(der))
                .toString();

        assertThat(ClientCertificateField.hash(ClientCertificateHeader.CLIENT_CERT, ":" + base64 + ":"))
                .contains(expected);
        assertThat(ClientCertificateField.hash(
                        ClientCertificateHeader.X_SSL_CLIENT_CERT,
                        URLEncoder.encode(pem, StandardCharsets.US_ASCII).replace("+", "%20")))
                .contains(expected);
        assertThat(ClientCertificateField.hash(
                        ClientCertificateHeader.X_AMZN_MTLS_CLIENT_CERT,
                        pem.replace("\n", "%0A").replace(" ", "%20")))
                .contains(expected);
        assertThat(ClientCertificateField.hash(
                        ClientCertificateHeader.X_FORWARDED_TLS_CLIENT_CERT,
                        URLEncoder.encode(base64, StandardCharsets.US_ASCII)))
                .contains(expected);
        assertThat(ClientCertificateField.hash(ClientCertificateHeader.X_ARR_CLIENT_CERT, base64))
                .contains(expected);
        String forwarded = "By=spiffe://a;Hash="
                + HexFormat.of().formatHex(Base64URL.from(expected).decode())
                + ";Subject=\"CN=a;b,c\";URI=spiffe://b;URI=spiffe://c";
        String cert =
                ";Cert=\"" + URLEncoder.encode(pem, StandardCharsets.US_ASCII).replace("+", "%20") + "\"";
        assertThat(ClientCertificateField.hash(ClientCertificateHeader.X_FORWARDED_CLIENT_CERT, forwarded))
                .contains(expected);
        assertThat(ClientCertificateField.hash(ClientCertificateHeader.X_FORWARDED_CLIENT_CERT, forwarded + cert))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hash=%1$s,Hash=%1$s",
                "Hash=%1$s;Hash=%1$s",
                "Hash=%1$s;Subject=\"CN=a",
                "Hash=%1$s;Cert=\"rubbish\"",
                "Hash=%1$s;rubbish",
                "Hash=xx",
                "Hash=%1$s0",
                "Subject=\"Hash=%1$s\"",
                "Subject=\"a\\\";Hash=%1$s\""
            })
    void readsNoCertificateInAnElementThatIsNotOneProxysOwn(String value) {
        String field = value.formatted("ab".repeat(32));

        assertThat(ClientCertificateField.hash(ClientCertificateHeader.X_FORWARDED_CLIENT_CERT, field))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "::", "rubbish", ":cnViYmlzaA==:", "%zz", ":####:"})
    void readsNoCertificateWhereThereIsNone(String value) {
        for (ClientCertificateHeader header : ClientCertificateHeader.values()) {
            assertThat(ClientCertificateField.hash(header, value)).isEmpty();
        }
    }
}
