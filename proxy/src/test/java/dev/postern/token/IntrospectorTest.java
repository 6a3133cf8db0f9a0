package dev.postern.token;

import static dev.postern.token.TestVerifier.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.postern.config.ClientAuthentication;
import dev.postern.config.ClientAuthentication.PrivateKeyJwt;
import dev.postern.config.ClientAuthentication.SecretBasic;
import dev.postern.config.ClientAuthentication.SecretPost;
import dev.postern.config.IntrospectedTokens;
import dev.postern.config.IntrospectionConfig;
import dev.postern.config.TrustEntry;
import dev.postern.json.JsonObject;
import dev.postern.oauth.ClientSecret;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import dev.postern.testing.Fault;
import dev.postern.testing.TestClock;
import dev.postern.testing.TestIssuer;
import dev.postern.testing.TestKey;
import dev.postern.testing.TokenRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class IntrospectorTest {
    private static final SecretBasic BASIC = new SecretBasic(new ClientSecret("s3cret"));

    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = new TestIssuer("", "ES256", clock);
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        issuer.close();
    }

    private TestVerifier verifier(ClientAuthentication authentication, IntrospectedTokens tokens, boolean signed) {
        return verifier(config("postern", authentication, tokens, signed), Duration.ofSeconds(3));
    }

    private TestVerifier verifier(IntrospectionConfig config, Duration fetchTimeout) {
        TestVerifier verifier =
                new TestVerifier(List.of(TestVerifier.lenient(issuer.issuer()).with(config)), clock, fetchTimeout);
        open.add(verifier);
        return verifier;
    }

    private static IntrospectionConfig config(
            String clientId, ClientAuthentication authentication, IntrospectedTokens tokens, boolean signed) {
        return new IntrospectionConfig(
                null,
                clientId,
                authentication,
                tokens,
                signed,
                IntrospectionConfig.REMEMBERED_FOR,
                IntrospectionConfig.REFUSALS_REMEMBERED_FOR);
    }

    private TestVerifier opaque() {
        return verifier(BASIC, IntrospectedTokens.OPAQUE, false);
    }

    private Map<String, @Nullable Object> active() {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("active", true);
        answer.put("iss", issuer.issuer().value());
        answer.put("sub", "alice");
        answer.put("aud", AUDIENCE);
        answer.put("client_id", "cli");
        answer.put("scope", "mcp:read mcp:write");
        answer.put("exp", clock.instant().plus(Duration.ofMinutes(5)).getEpochSecond());
        return answer;
    }

    private static String json(Map<String, @Nullable Object> members) {
        return JSONObjectUtils.toJSONString(members);
    }

    @Test
    void tellsWhomAnActiveTokenSpeaksFor() {
        issuer.introspect(json(active()));

        Verdict verdict = opaque().verify("opaque-token");

        assertThat(verdict)
                .isEqualTo(new Verdict.Valid(new Identity(
                        issuer.issuer(),
                        "alice",
                        "cli",
                        Scopes.parse("mcp:read mcp:write"),
                        clock.instant().plus(Duration.ofMinutes(5)))));
    }

    @Test
    void refusesAnInactiveToken() {
        assertThat(opaque().judge("opaque-token")).isEqualTo("inactive");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "iss | \"https://evil.example\" | issuer",
                "iss | null | issuer",
                "aud | \"https://other.example\" | audience",
                "aud | [] | audience",
                "aud | null | audience",
                "exp | 1 | expired",
                "exp | \"tomorrow\" | claims",
                "nbf | 99999999999 | not_yet_valid",
                "iat | 99999999999 | not_yet_valid",
                "sub | \"\" | claims",
                "sub | 1 | claims",
                "scope | 1 | claims",
                "typ | \"Refresh\" | type",
                "typ | \"ID\" | type",
                "token_use | \"id\" | type",
                "cnf | {\"jkt\":\"x\"} | sender_constrained",
                "cnf | {} | sender_constrained",
                "active | false | inactive",
                "active | \"true\" | unavailable",
                "active | 1 | unavailable",
                "active | null | unavailable",
            })
    void checksTheAnswerAsStrictlyAsAJwt(String member, String value, String verdict) throws Exception {
        Map<String, @Nullable Object> answer = active();
        answer.put(member, JSONObjectUtils.parse("{\"v\":" + value + "}").get("v"));
        issuer.introspect(json(answer));

        assertThat(opaque().judge("opaque-token")).isEqualTo(verdict);
    }

    @Test
    void takesAnAnswerWithoutIssuerAndTime() {
        Map<String, @Nullable Object> answer = active();
        answer.remove("iss");
        answer.remove("exp");
        issuer.introspect(json(answer));

        assertThat(opaque().judge("opaque-token")).isEqualTo("valid");
    }

    @Test
    void refusesAnAnswerWithoutAudienceOrSubject() {
        Map<String, @Nullable Object> answer = active();
        answer.remove("aud");
        issuer.introspect(json(answer));
        assertThat(opaque().judge("opaque-token")).isEqualTo("audience");

        answer = active();
        answer.remove("sub");
        issuer.introspect(json(answer));
        assertThat(opaque().judge("opaque-token")).isEqualTo("claims");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "true",
                "<html>",
                "{\"active\":true,\"active\":false}",
                "{\"active\":false,\"active\":true}",
                "{\"error\":\"invalid_client\"}"
            })
    void takesGarbageForAnOutage(String answer) {
        issuer.introspect(answer);

        assertThat(opaque().judge("opaque-token")).isEqualTo("unavailable");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"ERROR", "HTML", "EMPTY", "GARBAGE", "HUGE", "GZIP", "REDIRECT", "CUT"})
    void takesEveryFaultForAnOutageAndIsGoodRightAfter(Fault fault) {
        issuer.introspect(json(active()));
        issuer.introspectionFault(fault);
        TestVerifier verifier = opaque();

        assertThat(verifier.judge("opaque-token")).isEqualTo("unavailable");

        issuer.introspectionFault(Fault.NONE);
        assertThat(verifier.judge("opaque-token")).isEqualTo("valid");
    }

    @Test
    void givesUpOnASlowAnswer() {
        issuer.introspectionFault(Fault.DRIP);
        TestVerifier hasty =
                verifier(config("postern", BASIC, IntrospectedTokens.OPAQUE, false), Duration.ofMillis(300));

        assertThat(hasty.judge("opaque-token")).isEqualTo("unavailable");
    }

    @Test
    void isUnavailableWithTheIssuerDown() {
        issuer.down();

        assertThat(opaque().judge("opaque-token")).isEqualTo("unavailable");
    }

    @Test
    void remembersAnAnswerForHalfAMinuteAtMost() {
        issuer.introspect(json(active()));
        TestVerifier verifier = opaque();

        for (int i = 0; i < 100; i++) {
            assertThat(verifier.judge("opaque-token")).isEqualTo("valid");
        }
        assertThat(issuer.introspectionRequests()).hasSize(1);

        issuer.introspect("{\"active\":false}");
        clock.advance(Duration.ofSeconds(30));
        assertThat(verifier.judge("opaque-token")).isEqualTo("inactive");
    }

    @Test
    void remembersAnAnswerNoLongerThanTheTokenLives() {
        Map<String, @Nullable Object> answer = active();
        answer.put("exp", clock.instant().plusSeconds(10).getEpochSecond());
        issuer.introspect(json(answer));
        TestVerifier verifier = opaque();
        verifier.judge("opaque-token");

        clock.advance(Duration.ofSeconds(10));
        verifier.judge("opaque-token");

        assertThat(issuer.introspectionRequests()).hasSize(2);
    }

    @Test
    void asksAboutABadTokenOnceInAWhile() {
        TestVerifier verifier = opaque();

        for (int i = 0; i < 100; i++) {
            assertThat(verifier.judge("bad-token")).isEqualTo("inactive");
        }

        assertThat(issuer.introspectionRequests()).hasSize(1);
    }

    @Test
    void asksOnceForFiftyRequestsWithTheSameToken() throws Exception {
        issuer.introspect(json(active()));
        TestVerifier verifier = opaque();
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                answers.add(clients.submit(() -> verifier.judge("opaque-token")));
            }
        }

        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("valid");
        }
        assertThat(issuer.introspectionRequests()).hasSize(1);
    }

    @Test
    void formEncodesIdAndSecretInsideBasic() {
        verifier(
                        config(
                                "https://mcp.example.com/mcp",
                                new SecretBasic(new ClientSecret("p:a/s%s@ wörd")),
                                IntrospectedTokens.OPAQUE,
                                false),
                        Duration.ofSeconds(3))
                .judge("a+b/c=");

        String[] request = issuer.introspectionRequests().getFirst().split("\n", 2);
        String pair = new String(
                Base64.getDecoder().decode(request[0].substring("Basic ".length())), StandardCharsets.US_ASCII);
        assertThat(pair).isEqualTo("https%3A%2F%2Fmcp.example.com%2Fmcp:p%3Aa%2Fs%25s%40+w%C3%B6rd");
        assertThat(request[1]).isEqualTo("token=a%2Bb%2Fc%3D&token_type_hint=access_token");
    }

    @Test
    void putsIdAndSecretIntoTheForm() {
        verifier(new SecretPost(new ClientSecret("s&cret")), IntrospectedTokens.OPAQUE, false)
                .judge("opaque-token");

        assertThat(issuer.introspectionRequests())
                .containsExactly(
                        "no Authorization\ntoken=opaque-token&token_type_hint=access_token&client_id=postern&client_secret=s%26cret");
    }

    @Test
    void signsAnAssertionWithItsOwnKey() throws Exception {
        TestKey own = TestKey.generate("own", "ES256");
        verifier(new PrivateKeyJwt("own", "ES256", own.pair().getPrivate()), IntrospectedTokens.OPAQUE, false)
                .judge("opaque-token");

        String form = issuer.introspectionRequests().getFirst();
        assertThat(form)
                .contains("client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer");
        String assertion = URLDecoder.decode(form.split("client_assertion=", 2)[1], StandardCharsets.UTF_8);
        CompactJws jws = CompactJws.read(assertion).orElseThrow();
        KeySet keys = KeySet.read(json(Map.of("keys", List.of(own.jwk())))).orElseThrow();
        assertThat(jws.isSignedBy(keys.keys().getFirst(), SignatureAlgorithm.ES256))
                .isTrue();
        JsonObject claims = jws.claims().orElseThrow();
        assertThat(claims.string("iss")).contains("postern");
        assertThat(claims.string("sub")).contains("postern");
        assertThat(claims.string("aud")).contains(issuer.issuer().value());
        assertThat(NumericDate.read(claims, "exp")).contains(clock.instant().plusSeconds(60));
    }

    @Test
    void verifiesJwtsByThemselvesAndAsksAboutTheOthers() {
        TestVerifier verifier = opaque();

        assertThat(verifier.judge(issuer.token(AUDIENCE).mint())).isEqualTo("valid");
        assertThat(issuer.introspectionRequests()).isEmpty();
        assertThat(verifier.judge(issuer.token(AUDIENCE)
                        .claim("iss", "https://other.example")
                        .mint()))
                .isEqualTo("issuer");
        assertThat(issuer.introspectionRequests()).isEmpty();
    }

    @Test
    void asksAboutForeignJwtsWhereToldTo() {
        issuer.introspect(json(active()));
        TestVerifier verifier = verifier(BASIC, IntrospectedTokens.OPAQUE_AND_FOREIGN, false);

        assertThat(verifier.judge(issuer.token(AUDIENCE)
                        .claim("iss", "https://other.example")
                        .mint()))
                .isEqualTo("valid");
        assertThat(verifier.judge(issuer.token(AUDIENCE).mint())).isEqualTo("valid");
        assertThat(issuer.introspectionRequests()).hasSize(1);
    }

    @Test
    void asksAboutEveryTokenWhereToldToAndNeedsNoKeys() {
        TestVerifier verifier = verifier(BASIC, IntrospectedTokens.ALL, false);

        assertThat(verifier.judge(issuer.token(AUDIENCE).mint())).isEqualTo("inactive");
        assertThat(issuer.jwksRequests()).isZero();
        assertThat(verifier.keyStates()).isEmpty();
    }

    @Test
    void asksOnlyOneIssuerAboutTokensThatNameNone() {
        IntrospectionConfig config = config("postern", BASIC, IntrospectedTokens.OPAQUE, false);
        TrustEntry one = TestVerifier.lenient(issuer.issuer()).with(config);
        TrustEntry other =
                TestVerifier.lenient(new Issuer("https://other.example")).with(config);

        assertThatThrownBy(() -> new TestVerifier(List.of(one, other), clock))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private TokenRequest signedAnswer() {
        return issuer.token("postern")
                .header("typ", "token-introspection+jwt")
                .without("sub")
                .without("exp")
                .claim("token_introspection", active());
    }

    @Test
    void takesASignedAnswer() {
        issuer.introspect(signedAnswer().mint());

        assertThat(verifier(BASIC, IntrospectedTokens.OPAQUE, true).judge("opaque-token"))
                .isEqualTo("valid");
    }

    @Test
    void takesNoAnswerThatIsNotSignedByTheIssuerForUs() {
        TestVerifier verifier = verifier(BASIC, IntrospectedTokens.OPAQUE, true);
        TestKey forger = TestKey.generate(issuer.key().kid(), "ES256");
        for (String answer : List.of(
                json(active()),
                signedAnswer().signedBy(forger).mint(),
                signedAnswer().header("typ", "JWT").mint(),
                signedAnswer().header("alg", "none").mint(),
                signedAnswer().audience("somebody-else").mint(),
                signedAnswer().claim("iss", "https://evil.example").mint(),
                signedAnswer().without("iat").mint(),
                signedAnswer()
                        .claim("iat", clock.instant().minusSeconds(900).getEpochSecond())
                        .mint(),
                signedAnswer()
                        .without("token_introspection")
                        .claim("active", true)
                        .mint())) {
            issuer.introspect(answer);

            assertThat(verifier.judge("opaque-token")).isEqualTo("unavailable");
        }
    }

    @Test
    void asksAtTheConfiguredPlaceWithoutMetadata() {
        IntrospectionConfig config = new IntrospectionConfig(
                URI.create(issuer.introspectionUrl()),
                "postern",
                BASIC,
                IntrospectedTokens.OPAQUE,
                false,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));

        verifier(config, Duration.ofSeconds(3)).judge("opaque-token");

        assertThat(issuer.requests()).containsExactly("/introspect");
    }

    @Test
    void printsNoSecret() {
        assertThat(config("postern", BASIC, IntrospectedTokens.OPAQUE, false).toString())
                .doesNotContain("s3cret");
    }
}
