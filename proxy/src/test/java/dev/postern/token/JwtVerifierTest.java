package dev.postern.token;

import static dev.postern.token.TestVerifier.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.TokenType;
import dev.postern.json.StrictJson;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Scopes;
import dev.postern.testing.TestClock;
import dev.postern.testing.TestIssuer;
import dev.postern.testing.TestKey;
import dev.postern.testing.TokenRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {
    private static final TestClock CLOCK = new TestClock();

    private final TestIssuer issuer = new TestIssuer("", "ES256", CLOCK);
    private final TestVerifier verifier = new TestVerifier(issuer, CLOCK);

    @AfterEach
    void close() {
        verifier.close();
        issuer.close();
    }

    private TokenRequest token() {
        return issuer.token(AUDIENCE);
    }

    @Test
    void tellsWhomAValidTokenSpeaksFor() {
        Verdict verdict = verifier.verify(token().scope("mcp:read mcp:write").mint());

        Identity identity = ((Verdict.Valid) verdict).identity();
        assertThat(identity.issuer()).isEqualTo(issuer.issuer());
        assertThat(identity.subject()).isEqualTo("alice");
        assertThat(identity.clientId()).isEqualTo("test-client");
        assertThat(identity.scopes()).isEqualTo(Scopes.parse("mcp:read mcp:write"));
        assertThat(identity.expiresAt()).isEqualTo(CLOCK.instant().plus(Duration.ofMinutes(5)));
    }

    @Test
    void tellsTheWantedClaimsAndNoOthers() {
        Verdict verdict = verifier.verify(token().claim("groups", List.of("a", "b"))
                .claim("realm_access", Map.of("roles", List.of("r")))
                .claim("email", "alice@example.com")
                .mint());

        assertThat(((Verdict.Valid) verdict).identity().claims())
                .isEqualTo(StrictJson.read("{\"groups\":[\"a\",\"b\"],\"realm_access\":{\"roles\":[\"r\"]}}")
                        .orElseThrow());
    }

    @Test
    void refusesATokenWhoseWantedClaimIsTooLargeRatherThanCutIt() {
        String large = "g".repeat(9 * 1024);

        assertThat(verifier.judge(token().claim("groups", List.of(large)).mint()))
                .isEqualTo("claims");
        assertThat(verifier.judge(token().claim("others", List.of(large)).mint()))
                .isEqualTo("valid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"
            })
    void verifiesEveryAsymmetricAlgorithm(String algorithm) {
        issuer.rotate(algorithm);

        assertThat(verifier.judge(token().mint())).isEqualTo("valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
    void refusesASignatureOfAnotherKeyUnderAKnownId(String algorithm) {
        issuer.rotate(algorithm);
        TestKey forger = TestKey.generate(issuer.key().kid(), algorithm);

        assertThat(verifier.judge(token().signedBy(forger).mint())).isEqualTo("signature");
    }

    @Test
    void refusesAChangedPayload() {
        String[] parts = token().mint().split("\\.", -1);
        String[] others = token().subject("mallory").mint().split("\\.", -1);

        assertThat(verifier.judge(parts[0] + "." + others[1] + "." + parts[2])).isEqualTo("signature");
        assertThat(verifier.judge(others[0] + "." + parts[1] + "." + others[2])).isEqualTo("signature");
    }

    record Case(String name, TokenChange change, String verdict) {
        @Override
        public String toString() {
            return name;
        }
    }

    interface TokenChange {
        TokenRequest apply(TokenRequest request);
    }

    private static Case refused(String name, String verdict, TokenChange change) {
        return new Case(name, change, verdict);
    }

    private static Case accepted(String name, TokenChange change) {
        return new Case(name, change, "valid");
    }

    static Stream<Case> types() {
        return Stream.of(
                accepted("at+jwt", t -> t),
                accepted("AT+JWT", t -> t.header("typ", "AT+JWT")),
                accepted("application/at+jwt", t -> t.header("typ", "application/at+jwt")),
                accepted("JWT", t -> t.header("typ", "JWT")),
                accepted("jwt", t -> t.header("typ", "jwt")),
                accepted("no typ", t -> t.withoutHeader("typ")),
                accepted("nonce, but at+jwt", t -> t.claim("nonce", "n")),
                accepted("Keycloak access token", t -> t.header("typ", "JWT").claim("typ", "Bearer")),
                accepted("Cognito access token", t -> t.withoutHeader("typ").claim("token_use", "access")),
                refused("logout+jwt", "type", t -> t.header("typ", "logout+jwt")),
                refused("dpop+jwt", "type", t -> t.header("typ", "dpop+jwt")),
                refused("oauth-id-jag+jwt", "type", t -> t.header("typ", "oauth-id-jag+jwt")),
                refused("token-introspection+jwt", "type", t -> t.header("typ", "token-introspection+jwt")),
                refused("JOSE", "type", t -> t.header("typ", "JOSE")),
                refused("empty typ", "type", t -> t.header("typ", "")),
                refused("typ null", "type", t -> t.header("typ", null)),
                refused("typ a number", "type", t -> t.header("typ", 1)),
                refused("typ a list", "type", t -> t.header("typ", List.of("at+jwt"))),
                refused("ID token by at_hash", "type", t -> t.claim("at_hash", "x")),
                refused("ID token by c_hash", "type", t -> t.claim("c_hash", "x")),
                refused("ID token by nonce", "type", t -> t.header("typ", "JWT").claim("nonce", "n")),
                refused("ID token by token_use", "type", t -> t.claim("token_use", "id")),
                refused("token_use a list", "type", t -> t.claim("token_use", List.of("access"))),
                refused("logout token by events", "type", t -> t.claim("events", Map.of())),
                refused("Keycloak ID token", "type", t -> t.header("typ", "JWT").claim("typ", "ID")),
                refused(
                        "Keycloak refresh token",
                        "type",
                        t -> t.header("typ", "JWT").claim("typ", "Refresh")),
                refused(
                        "Keycloak offline token",
                        "type",
                        t -> t.header("typ", "JWT").claim("typ", "Offline")),
                refused(
                        "Keycloak logout token",
                        "type",
                        t -> t.header("typ", "JWT").claim("typ", "Logout")));
    }

    @ParameterizedTest
    @MethodSource("types")
    void acceptsAccessTokensOnly(Case type) {
        assertThat(verifier.judge(type.change().apply(token()).mint())).isEqualTo(type.verdict());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"at+jwt,valid", "application/AT+jwt,valid", "JWT,type", "-,type", "logout+jwt,type"})
    void takesOnlyAccessTokenTypesWhenStrict(@Nullable String type, String verdict) {
        try (TestVerifier strict = new TestVerifier(
                List.of(TestVerifier.entry(issuer.issuer(), TokenType.STRICT, TestVerifier.ALGORITHMS)), CLOCK)) {
            TokenRequest request = type == null ? token().withoutHeader("typ") : token().header("typ", type);

            assertThat(strict.judge(request.mint())).isEqualTo(verdict);
        }
    }

    static Stream<Case> claims() {
        long now = CLOCK.instant().getEpochSecond();
        return Stream.of(
                accepted("aud in a list", t -> t.audience("https://other.example", AUDIENCE)),
                refused("aud of another", "audience", t -> t.audience("https://other.example")),
                refused("aud longer than ours", "audience", t -> t.audience(AUDIENCE + "/x")),
                refused("aud shorter than ours", "audience", t -> t.audience("https://mcp.example.com/")),
                refused("aud in other case", "audience", t -> t.audience("https://MCP.example.com/mcp")),
                refused("aud with a slash behind a path", "audience", t -> t.audience(AUDIENCE + "/")),
                refused("aud as one text of two", "audience", t -> t.audience("x " + AUDIENCE)),
                refused("no aud", "audience", t -> t.without("aud")),
                refused("aud null", "audience", t -> t.claim("aud", null)),
                refused("aud empty", "audience", t -> t.claim("aud", List.of())),
                refused("aud with a number", "audience", t -> t.claim("aud", List.of(AUDIENCE, 1))),
                refused("aud with null", "audience", t -> t.claim("aud", Arrays.asList(AUDIENCE, null))),
                refused("aud in a list in a list", "audience", t -> t.claim("aud", List.of(List.of(AUDIENCE)))),
                refused("aud an object", "audience", t -> t.claim("aud", Map.of(AUDIENCE, true))),
                accepted("exp within the skew", t -> t.claim("exp", now - 29)),
                accepted("exp with a fraction", t -> t.claim("exp", now + 60.5)),
                refused("exp at the skew", "expired", t -> t.claim("exp", now - 30)),
                refused("exp long ago", "expired", t -> t.claim("exp", now - 600)),
                refused("exp zero", "expired", t -> t.claim("exp", 0)),
                refused("no exp", "claims", t -> t.without("exp")),
                refused("exp null", "claims", t -> t.claim("exp", null)),
                refused("exp as text", "claims", t -> t.claim("exp", "" + (now + 60))),
                refused("exp true", "claims", t -> t.claim("exp", true)),
                refused("exp negative", "claims", t -> t.claim("exp", -1)),
                refused("exp in milliseconds", "claims", t -> t.claim("exp", now * 1000)),
                refused("exp beyond the year 9999", "claims", t -> t.claim("exp", 1e17)),
                accepted("nbf within the skew", t -> t.claim("nbf", now + 30)),
                refused("nbf beyond the skew", "not_yet_valid", t -> t.claim("nbf", now + 31)),
                refused("nbf as text", "claims", t -> t.claim("nbf", "0")),
                refused("nbf null", "claims", t -> t.claim("nbf", null)),
                accepted("iat ahead by 18 s", t -> t.claim("iat", now + 18)),
                accepted("no iat", t -> t.without("iat")),
                refused("iat ahead by 600 s", "not_yet_valid", t -> t.claim("iat", now + 600)),
                refused("iat as text", "claims", t -> t.claim("iat", "now")),
                refused("no sub", "claims", t -> t.without("sub")),
                refused("sub empty", "claims", t -> t.claim("sub", "")),
                refused("sub a number", "claims", t -> t.claim("sub", 7)),
                refused("sub null", "claims", t -> t.claim("sub", null)),
                refused("sub endless", "claims", t -> t.subject("a".repeat(1025))),
                refused("client_id endless", "claims", t -> t.claim("client_id", "a".repeat(1025))),
                refused("scope endless", "claims", t -> t.scope("a".repeat(8 * 1024 + 1))),
                refused("bound by DPoP", "sender_constrained", t -> t.claim("cnf", Map.of("jkt", "x"))),
                refused("bound by certificate", "sender_constrained", t -> t.claim("cnf", Map.of("x5t#S256", "x"))),
                refused("cnf empty", "sender_constrained", t -> t.claim("cnf", Map.of())),
                refused("cnf null", "sender_constrained", t -> t.claim("cnf", null)),
                refused("no iss", "issuer", t -> t.without("iss")),
                refused("iss a list", "issuer", t -> t.claim("iss", List.of("http://127.0.0.1"))),
                refused("iss null", "issuer", t -> t.claim("iss", null)),
                refused("iss empty", "issuer", t -> t.claim("iss", "")),
                refused("iss of another", "issuer", t -> t.claim("iss", "https://evil.example")),
                accepted("scp as text", t -> t.claim("scp", "a b")),
                accepted("scp as a list", t -> t.claim("scp", List.of("a", "b"))),
                accepted("no scope", t -> t.without("scope")),
                refused("scope a number", "claims", t -> t.claim("scope", 1)),
                refused("scope with a quote", "claims", t -> t.scope("a\"b")),
                refused("scope with a line break", "claims", t -> t.scope("a\r\nb")),
                refused("scope with a number", "claims", t -> t.claim("scope", List.of("a", 1))),
                refused("client_id a list", "claims", t -> t.claim("client_id", List.of("x"))));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void checksEveryClaim(Case claim) {
        assertThat(verifier.judge(claim.change().apply(token()).mint())).isEqualTo(claim.verdict());
    }

    @Test
    void comparesTheIssuerByteForByte() {
        String own = issuer.issuer().value();

        assertThat(verifier.judge(token().claim("iss", own + "/").mint())).isEqualTo("issuer");
        assertThat(verifier.judge(
                        token().claim("iss", own.toUpperCase(Locale.ROOT)).mint()))
                .isEqualTo("issuer");
        assertThat(verifier.judge(token().claim("iss", " " + own).mint())).isEqualTo("issuer");
    }

    @Test
    void asksNobodyAboutATokenThatIsRefusedAnyway() {
        verifier.judge(token().audience("https://other.example").mint());
        verifier.judge(token().expiresAt(CLOCK.instant().minusSeconds(600)).mint());
        verifier.judge(token().claim("iss", "http://127.0.0.1:1").mint());
        verifier.judge(token().header("alg", "none").mint());

        assertThat(issuer.requests()).isEmpty();
    }

    static Stream<Case> headers() {
        return Stream.of(
                        "crit", "b64", "zip", "enc", "jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256", "epk", "p2c", "p2s")
                .map(name -> refused(name, "malformed", t -> t.header(name, "x")));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void refusesHeadersThatAskForTrustOrWork(Case header) {
        assertThat(verifier.judge(header.change().apply(token()).mint())).isEqualTo(header.verdict());
        assertThat(issuer.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "None",
                "NONE",
                "nOnE",
                "",
                "HS256",
                "HS384",
                "HS512",
                "es256",
                "ES256 ",
                "ES256K",
                "RS1",
                "RSA1_5",
                "dir",
                "A256KW",
                "Ed448",
                "ECDH-ES",
                "PBES2-HS256+A128KW"
            })
    void refusesEveryAlgorithmThatIsNotOnTheList(String algorithm) {
        assertThat(verifier.judge(token().header("alg", algorithm).mint())).isEqualTo("algorithm");
    }

    @Test
    void refusesAnAlgorithmThatIsNoText() {
        assertThat(verifier.judge(token().header("alg", null).mint())).isEqualTo("algorithm");
        assertThat(verifier.judge(token().header("alg", List.of("ES256")).mint()))
                .isEqualTo("algorithm");
        assertThat(verifier.judge(token().withoutHeader("alg").mint())).isEqualTo("algorithm");
    }

    @Test
    void refusesAnAlgorithmThisIssuerIsNotPinnedTo() {
        try (TestVerifier pinned = new TestVerifier(
                List.of(TestVerifier.entry(issuer.issuer(), TokenType.LENIENT, Set.of("RS256"))), CLOCK)) {
            assertThat(pinned.judge(token().mint())).isEqualTo("algorithm");
        }
    }

    @Test
    void refusesAnAlgorithmTheKeyIsNotFor() {
        TestKey rsa = issuer.rotate("RS256");

        assertThat(verifier.judge(token().header("alg", "PS256").signedBy(rsa).mint()))
                .isEqualTo("algorithm");
        assertThat(verifier.judge(token().header("alg", "ES256").signedBy(rsa).mint()))
                .isEqualTo("algorithm");
    }

    @Test
    void refusesAnUnsignedTokenWhateverItSays() {
        String[] parts = token().mint().split("\\.", -1);

        assertThat(verifier.judge(parts[0] + "." + parts[1] + ".")).isEqualTo("malformed");
        assertThat(verifier.judge(parts[0] + "." + parts[1])).isEqualTo("malformed");
        assertThat(verifier.judge(parts[0] + "." + parts[1] + ".AAAA")).isEqualTo("signature");
    }

    @Test
    void refusesPsychicSignatures() {
        String[] parts = token().mint().split("\\.", -1);

        assertThat(verifier.judge(parts[0] + "." + parts[1] + "." + "A".repeat(86)))
                .isEqualTo("signature");
    }

    @Test
    void refusesEncryptedAndNestedTokens() {
        assertThat(verifier.judge("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA"))
                .isEqualTo("malformed");
        assertThat(verifier.judge(token().header("cty", "JWT").mint())).isEqualTo("malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"text\"",
                "null",
                "",
                "{\"iss\":\"a\",\"iss\":\"b\"}",
                "{\"iss\":\"a\"} {}",
                "{\"iss\":\"a\"}x",
                "{'iss':'a'}",
                "{\"iss\":\"a\",}",
                "{\"a\":1e999999999}",
                "{\"a\":1e-999999999}",
                "{\"a\":1e99999999999}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":\"\\ud800\"}",
                "\ufeff{}",
                "/* */{}"
            })
    void refusesPayloadsThatAreNotOneStrictJsonObject(String payload) {
        assertThat(verifier.judge(token().mintPayload(payload))).isIn("malformed", "issuer");
        if (!payload.equals("{}")) {
            assertThat(verifier.judge(token().mintPayload(payload))).isEqualTo("malformed");
        }
    }

    @Test
    void refusesHeadersThatAreNotOneStrictJsonObject() {
        assertThat(verifier.judge(token().mintHeader("{\"alg\":\"ES256\",\"alg\":\"none\"}")))
                .isEqualTo("malformed");
        assertThat(verifier.judge(token().mintHeader("[]"))).isEqualTo("malformed");
        assertThat(verifier.judge(token().mintHeader("{\"alg\":\"ES256\",\"kid\":7}")))
                .isEqualTo("malformed");
    }

    @Test
    void refusesDepthAndLengthBeyondReason() {
        String deep = "{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}";

        assertThat(verifier.judge(token().mintPayload(deep))).isEqualTo("malformed");
        assertThat(verifier.judge(token().claim("x", "a".repeat(1_000_000)).mint()))
                .isEqualTo("malformed");
    }

    @Test
    void refusesEveryOtherSpellingOfTheSameToken() {
        String good = token().mint();
        char last = good.charAt(good.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char sameBits = alphabet.charAt(alphabet.indexOf(last) ^ 1);

        assertThat(verifier.judge(good)).isEqualTo("valid");
        assertThat(verifier.judge(good.substring(0, good.length() - 1) + sameBits))
                .isEqualTo("malformed");
        assertThat(verifier.judge(good + "=")).isEqualTo("malformed");
        assertThat(verifier.judge(good + ".")).isEqualTo("malformed");
        assertThat(verifier.judge("." + good)).isEqualTo("malformed");
        assertThat(verifier.judge(good.replace('-', '+').replace('_', '/') + "+"))
                .isEqualTo("malformed");
    }

    @Test
    void showsNothingOfATokenInTheLogButClampedClaims() {
        String long1 = "https://evil.example/\r\n" + "x".repeat(500);
        Verdict verdict = verifier.verify(token().claim("iss", long1).mint());

        String detail = ((Verdict.Invalid) verdict).detail();
        assertThat(detail)
                .contains("https://evil.example/??")
                .hasSizeLessThan(400)
                .doesNotContain("\n");
    }

    @Test
    void takesAnOriginAsAudienceWithAndWithoutItsSlash() {
        AudienceRule rule = new AudienceRule(List.of("https://mcp.example.com"));

        assertThat(rule.acceptsOneOf(List.of("https://mcp.example.com/"))).isTrue();
        assertThat(rule.acceptsOneOf(List.of("https://mcp.example.com"))).isTrue();
        assertThat(rule.acceptsOneOf(List.of("https://mcp.example.com//"))).isFalse();
    }
}
