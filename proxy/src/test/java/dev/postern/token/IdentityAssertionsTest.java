package dev.postern.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.config.AssertionConfig;
import dev.postern.config.ClaimHeader;
import dev.postern.config.SigningKey;
import dev.postern.json.StrictJson;
import dev.postern.oauth.ClaimPath;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.ResourceUri;
import dev.postern.oauth.Scopes;
import dev.postern.testing.TestClock;
import dev.postern.testing.TestKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityAssertionsTest {
    private static final URI UPSTREAM = URI.create("http://127.0.0.1:8000/mcp");
    private static final ResourceUri RESOURCE = new ResourceUri("https://mcp.example.com/mcp");

    private final TestClock clock = new TestClock();

    private IdentityAssertions assertions(SigningKey... keys) {
        return new IdentityAssertions(
                new AssertionConfig(List.of(keys)),
                List.of(
                        new ClaimHeader(
                                "X-Roles", ClaimPath.read("realm_access.roles").orElseThrow()),
                        new ClaimHeader("X-Level", ClaimPath.read("level").orElseThrow()),
                        new ClaimHeader("X-Tenant", ClaimPath.read("tenant").orElseThrow())),
                RESOURCE,
                UPSTREAM,
                clock);
    }

    private static SigningKey key(String algorithm, @Nullable String id) {
        return new SigningKey(TestKey.generate("any", algorithm).pair().getPrivate(), algorithm, id);
    }

    private Identity identity(Instant expiresAt) {
        return new Identity(
                new Issuer("https://id.example.com"),
                "alice é",
                "app",
                Scopes.parse("mcp:use mcp:read"),
                expiresAt,
                StrictJson.read("{\"realm_access\":{\"roles\":[\"r\"]},\"level\":3,\"email\":\"alice@example.com\"}")
                        .orElseThrow());
    }

    private Identity identity() {
        return identity(clock.instant().plus(Duration.ofMinutes(5)));
    }

    /// Verified as an upstream would, with another library and the published keys alone.
    private static JWTClaimsSet verified(String assertion, String keySet) throws Exception {
        SignedJWT jwt = SignedJWT.parse(assertion);
        JWK key = JWKSet.parse(keySet).getKeyByKeyId(jwt.getHeader().getKeyID());
        JWSVerifier verifier =
                new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), ((AsymmetricJWK) key).toPublicKey());
        assertThat(jwt.verify(verifier)).isTrue();
        return jwt.getJWTClaimsSet();
    }

    @Test
    void saysWhoTheCallerIsToThisUpstreamAlone() throws Exception {
        IdentityAssertions assertions = assertions();

        String assertion = assertions.make(identity());

        JWTClaimsSet claims = verified(assertion, assertions.keySet());
        Instant now = clock.instant();
        assertThat(SignedJWT.parse(assertion).getHeader().getType()).hasToString("postern-identity+jwt");
        assertThat(SignedJWT.parse(assertion).getHeader().getAlgorithm()).hasToString("ES256");
        assertThat(claims.getIssuer()).isEqualTo(RESOURCE.value());
        assertThat(claims.getAudience()).containsExactly(UPSTREAM.toString());
        assertThat(claims.getSubject()).isEqualTo("alice é");
        assertThat(claims.getStringClaim("token_iss")).isEqualTo("https://id.example.com");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("app");
        assertThat(claims.getStringClaim("scope")).isEqualTo(identity().scopes().toString());
        assertThat(claims.getJSONObjectClaim("claims"))
                .isEqualTo(Map.of("realm_access.roles", List.of("r"), "level", 3L));
        assertThat(claims.getIssueTime().toInstant()).isEqualTo(now);
        assertThat(claims.getExpirationTime().toInstant()).isEqualTo(now.plusSeconds(60));
        assertThat(claims.getJWTID()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES384", "ES512", "RS256", "PS512"})
    void signsWithAKeyOfWhichOnlyThePrivateHalfIsGiven(String algorithm) throws Exception {
        for (int i = 0; i < (algorithm.startsWith("ES") ? 4 : 1); i++) {
            IdentityAssertions assertions = assertions(key(algorithm, "of-2026"));

            String keySet = assertions.keySet();

            assertThat(verified(assertions.make(identity()), keySet).getSubject())
                    .isEqualTo("alice é");
            assertThat(keySet).contains("\"of-2026\"", "\"use\":\"sig\"").doesNotContain("\"d\"", "\"p\"", "\"q\"");
        }
    }

    /// Its own check fails unless the public half fits; the library needs another one for this algorithm.
    @Test
    void worksOutThePublicHalfOfAnEdwardsKey() {
        TestKey pair = TestKey.generate("any", "EdDSA");

        String keySet = assertions(new SigningKey(pair.pair().getPrivate(), "EdDSA", null))
                .keySet();

        assertThat(keySet).contains("\"x\":\"" + pair.jwk().get("x") + "\"").contains("\"kid\":\"");
    }

    @Test
    void oneSignatureServesForHalfOfItsTime() {
        IdentityAssertions assertions = assertions();
        Identity identity = identity();
        assertThat(assertions.known(identity)).isEmpty();
        String assertion = assertions.make(identity);

        clock.advance(Duration.ofSeconds(29));
        assertThat(assertions.known(identity)).contains(assertion);
        clock.advance(Duration.ofSeconds(1));
        assertThat(assertions.known(identity)).isEmpty();
    }

    @Test
    void anotherScopeOrClaimIsAnotherAssertion() {
        IdentityAssertions assertions = assertions();
        Identity one = identity();
        assertions.make(one);

        assertThat(assertions.known(
                        new Identity(one.issuer(), one.subject(), one.clientId(), one.scopes(), one.expiresAt())))
                .isEmpty();
        assertThat(assertions.known(new Identity(
                        one.issuer(), one.subject(), one.clientId(), Scopes.NONE, one.expiresAt(), one.claims())))
                .isEmpty();
    }

    @Test
    void endsWithTheTokenButNotBeforeTheUpstreamCanReadIt() throws Exception {
        IdentityAssertions assertions = assertions();
        Instant now = clock.instant();

        String ending = assertions.make(identity(now.plusSeconds(20)));
        String over = assertions.make(identity(now.minusSeconds(20)));

        assertThat(verified(ending, assertions.keySet()).getExpirationTime().toInstant())
                .isEqualTo(now.plusSeconds(20));
        assertThat(verified(over, assertions.keySet()).getExpirationTime().toInstant())
                .isEqualTo(now.plusSeconds(10));
    }

    @Test
    void theFirstKeySignsAndAllArePublished() throws Exception {
        SigningKey old = key("ES256", "old");
        SigningKey fresh = key("ES256", "new");
        String before = assertions(old, fresh).make(identity());
        IdentityAssertions after = assertions(fresh, old);

        assertThat(SignedJWT.parse(before).getHeader().getKeyID()).isEqualTo("old");
        assertThat(SignedJWT.parse(after.make(identity())).getHeader().getKeyID())
                .isEqualTo("new");
        assertThat(verified(before, after.keySet()).getSubject()).isEqualTo("alice é");
    }

    @Test
    void remembersNoMoreThanItMay() {
        IdentityAssertions assertions =
                new IdentityAssertions(new AssertionConfig(List.of()), List.of(), RESOURCE, UPSTREAM, clock, 100);
        List<Identity> callers = IntStream.range(0, 150)
                .mapToObj(i -> new Identity(
                        identity().issuer(),
                        "subject-" + i,
                        null,
                        Scopes.NONE,
                        identity().expiresAt()))
                .toList();
        callers.forEach(assertions::make);

        assertThat(callers.stream().filter(caller -> assertions.known(caller).isPresent()))
                .hasSizeBetween(90, 100);
    }
}
