package dev.postern.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.ClientAuthentication.SecretBasic;
import dev.postern.config.IntrospectedTokens;
import dev.postern.config.IntrospectionConfig;
import dev.postern.config.Provider;
import dev.postern.config.TokenProfile;
import dev.postern.config.TokenType;
import dev.postern.config.TrustEntry;
import dev.postern.oauth.ClientSecret;
import dev.postern.oauth.Identity;
import dev.postern.testing.Fault;
import dev.postern.testing.TestClock;
import dev.postern.testing.TestIssuer;
import dev.postern.testing.TokenRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tokens shaped as each provider's documentation shows them.
class ProviderTest {
    private static final String RESOURCE = "https://mcp.example.com/mcp";

    private final TestClock clock = new TestClock();
    private final TestIssuer issuer = new TestIssuer("", "RS256", clock);

    @AfterEach
    void close() {
        issuer.close();
    }

    private Verdict verify(TokenProfile profile, String audience, String token) {
        TrustEntry entry = new TrustEntry(
                        issuer.issuer(),
                        List.of(audience),
                        Set.of("RS256"),
                        null,
                        TokenType.LENIENT,
                        Duration.ofSeconds(30))
                .with(profile);
        try (TestVerifier verifier = new TestVerifier(List.of(entry), clock)) {
            return verifier.verify(token);
        }
    }

    private static Identity identity(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Valid.class);
        return ((Verdict.Valid) verdict).identity();
    }

    private static InvalidReason reason(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Invalid.class);
        return ((Verdict.Invalid) verdict).reason();
    }

    private TokenRequest jwt(String audience) {
        return issuer.token(audience).header("typ", "JWT").without("client_id");
    }

    @Test
    void readsAKeycloakToken() {
        String token = jwt(RESOURCE)
                .audience(RESOURCE, "account")
                .claim("typ", "Bearer")
                .claim("azp", "mcp-client")
                .claim("sid", "5f0b")
                .claim("realm_access", Map.of("roles", List.of("offline_access")))
                .scope("openid mcp:use")
                .claim("preferred_username", "alice")
                .mint();

        Identity identity = identity(verify(Provider.KEYCLOAK.profile(), RESOURCE, token));

        assertThat(identity.clientId()).isEqualTo("mcp-client");
        assertThat(identity.scopes().values()).containsExactly("openid", "mcp:use");
    }

    @Test
    void readsAnAuth0Token() {
        String token = jwt(RESOURCE)
                .audience(RESOURCE, "https://tenant.eu.auth0.com/userinfo")
                .claim("azp", "my_client_id")
                .subject("auth0|123456")
                .scope("openid")
                .claim("permissions", List.of("mcp:read", "mcp:write"))
                .mint();

        Identity identity = identity(verify(Provider.AUTH0.profile(), RESOURCE, token));

        assertThat(identity.clientId()).isEqualTo("my_client_id");
        assertThat(identity.scopes().values()).containsExactly("openid", "mcp:read", "mcp:write");
    }

    @Test
    void readsAnOktaToken() {
        String token = jwt("api://default")
                .withoutHeader("typ")
                .claim("ver", 1)
                .claim("cid", "0oa1")
                .claim("uid", "00u1")
                .claim("scp", List.of("openid", "mcp:use"))
                .subject("alice@example.com")
                .mint();

        Identity identity = identity(verify(Provider.OKTA.profile(), "api://default", token));

        assertThat(identity.clientId()).isEqualTo("0oa1");
        assertThat(identity.scopes().values()).containsExactly("openid", "mcp:use");
    }

    @Test
    void readsAnEntraV1TokenOfAUser() {
        String token = jwt("api://6e74172b")
                .header("x5t", "i6lGk3FZzxRcUb2C3nEQ7syHJlY")
                .claim("appid", "6e74172b-be56-4843-9ff4-e66a39bb12e3")
                .claim("scp", "mcp.use")
                .claim("ver", "1.0")
                .mint();

        Identity identity = identity(verify(Provider.ENTRA.profile(), "api://6e74172b", token));

        assertThat(identity.clientId()).isEqualTo("6e74172b-be56-4843-9ff4-e66a39bb12e3");
        assertThat(identity.scopes().values()).containsExactly("mcp.use");
    }

    @Test
    void readsAnEntraV2TokenOfAnApplication() {
        String token = jwt("6e74172b")
                .claim("azp", "app")
                .claim("roles", List.of("Mcp.Use.All"))
                .claim("ver", "2.0")
                .mint();

        assertThat(identity(verify(Provider.ENTRA.profile(), "6e74172b", token))
                        .scopes()
                        .values())
                .containsExactly("Mcp.Use.All");
    }

    private TokenRequest cognito() {
        return jwt("x").without("aud")
                .withoutHeader("typ")
                .claim("client_id", "xxxxxxxxxxxxexample")
                .claim("token_use", "access")
                .scope("mcp/use")
                .claim("version", 2)
                .claim("username", "alice");
    }

    @Test
    void knowsTheRecipientOfACognitoTokenByItsClient() {
        TokenProfile profile = Provider.COGNITO.profile();

        assertThat(identity(verify(profile, "xxxxxxxxxxxxexample", cognito().mint()))
                        .clientId())
                .isEqualTo("xxxxxxxxxxxxexample");
        assertThat(reason(verify(profile, "another", cognito().mint()))).isEqualTo(InvalidReason.AUDIENCE);
        assertThat(reason(verify(
                        profile,
                        "xxxxxxxxxxxxexample",
                        cognito().without("token_use").mint())))
                .isEqualTo(InvalidReason.TYPE);
        assertThat(reason(verify(
                        profile,
                        "xxxxxxxxxxxxexample",
                        cognito().claim("token_use", "id").mint())))
                .isEqualTo(InvalidReason.TYPE);
        assertThat(reason(verify(
                        profile,
                        "xxxxxxxxxxxxexample",
                        cognito()
                                .without("client_id")
                                .claim("aud", "xxxxxxxxxxxxexample")
                                .mint())))
                .isEqualTo(InvalidReason.AUDIENCE);
    }

    @Test
    void readsAPingToken() {
        String token = jwt(RESOURCE)
                .withoutHeader("typ")
                .claim("client_id", "ac_oic_client")
                .claim("scope", List.of("openid", "mcp:use"))
                .mint();

        assertThat(identity(verify(Provider.PING.profile(), RESOURCE, token))
                        .scopes()
                        .values())
                .containsExactly("openid", "mcp:use");
    }

    @Test
    void letsX5tPassForNobodyElse() {
        String token = jwt(RESOURCE).header("x5t", "x").mint();

        assertThat(reason(verify(Provider.KEYCLOAK.profile(), RESOURCE, token))).isEqualTo(InvalidReason.MALFORMED);
    }

    @Test
    void callsScopesByTheNamesThatAreUsedHere() {
        String token = jwt("api://x").claim("scp", "access_as_user other").mint();
        TokenProfile profile = Provider.ENTRA.profile().naming(Map.of("access_as_user", "mcp:use"));

        assertThat(identity(verify(profile, "api://x", token)).scopes().values())
                .containsExactly("mcp:use", "other");
    }

    private Verdict ask(Provider provider, String audience) {
        IntrospectionConfig config = new IntrospectionConfig(
                URI.create(issuer.introspectionUrl()),
                "Iv1.8a61f9b3a7aba766",
                new SecretBasic(new ClientSecret("s3cret")),
                IntrospectedTokens.OPAQUE,
                false,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
        TrustEntry entry = new TrustEntry(
                        issuer.issuer(),
                        List.of(audience),
                        Set.of("RS256"),
                        null,
                        TokenType.LENIENT,
                        Duration.ofSeconds(30))
                .with(provider.profile())
                .with(config);
        try (TestVerifier verifier = new TestVerifier(List.of(entry), clock)) {
            return verifier.verify("opaque_token");
        }
    }

    @Test
    void asksGoogleForWhichClientATokenWasIssued() {
        issuer.introspect("""
                {"azp":"32555940559.apps.googleusercontent.com","aud":"32555940559.apps.googleusercontent.com",
                 "sub":"111617338773723","scope":"openid https://www.googleapis.com/auth/userinfo.email",
                 "exp":"%d","expires_in":"3488","email":"a@example.com","email_verified":"true"}
                """.formatted(clock.instant().getEpochSecond() + 3488));

        Identity identity = identity(ask(Provider.GOOGLE, "32555940559.apps.googleusercontent.com"));
        assertThat(identity.subject()).isEqualTo("111617338773723");
        assertThat(identity.expiresAt()).isEqualTo(clock.instant().plusSeconds(3488));
        assertThat(issuer.introspectionRequests()).containsExactly("no Authorization\naccess_token=opaque_token");
        assertThat(reason(ask(Provider.GOOGLE, "another.apps.googleusercontent.com")))
                .isEqualTo(InvalidReason.AUDIENCE);
    }

    @Test
    void takesGooglesRefusalForARefusalAndItsTroubleForAnOutage() {
        issuer.introspectionFault(Fault.BAD_REQUEST);
        assertThat(reason(ask(Provider.GOOGLE, "a"))).isEqualTo(InvalidReason.INACTIVE);

        issuer.introspectionFault(Fault.ERROR);
        assertThat(ask(Provider.GOOGLE, "a")).isInstanceOf(Verdict.Unavailable.class);
    }

    @Test
    void asksGitHubAboutTheTokensOfItsApp() {
        issuer.introspect("""
                {"id":1,"url":"https://api.github.com/authorizations/1","app":{"name":"x","client_id":"Iv1.8a61f9b3a7aba766"},
                 "token":"","scopes":["repo","user"],"expires_at":null,"user":{"login":"octocat","id":583231}}
                """);

        Identity identity = identity(ask(Provider.GITHUB, "Iv1.8a61f9b3a7aba766"));
        assertThat(identity.subject()).isEqualTo("583231");
        assertThat(identity.scopes().values()).containsExactly("repo", "user");
        assertThat(issuer.introspectionRequests().getFirst()).endsWith("\n{\"access_token\":\"opaque_token\"}");
        assertThat(reason(ask(Provider.GITHUB, "another"))).isEqualTo(InvalidReason.AUDIENCE);
    }

    @Test
    void takesGitHubsNotFoundForARefusal() {
        issuer.introspectionFault(Fault.NOT_FOUND);
        assertThat(reason(ask(Provider.GITHUB, "a"))).isEqualTo(InvalidReason.INACTIVE);

        issuer.introspectionFault(Fault.BAD_REQUEST);
        assertThat(ask(Provider.GITHUB, "a")).isInstanceOf(Verdict.Unavailable.class);
    }

    @Test
    void keepsTwoIssuersApart() {
        try (TestIssuer other = new TestIssuer("/other", "ES256", clock);
                TestVerifier verifier = new TestVerifier(
                        List.of(TestVerifier.lenient(issuer.issuer()), TestVerifier.lenient(other.issuer())), clock)) {
            assertThat(verifier.judge(issuer.token(TestVerifier.AUDIENCE).mint()))
                    .isEqualTo("valid");
            assertThat(verifier.judge(other.token(TestVerifier.AUDIENCE).mint()))
                    .isEqualTo("valid");
            String crossed = other.token(TestVerifier.AUDIENCE)
                    .claim("iss", issuer.issuer().value())
                    .header("kid", issuer.key().kid())
                    .header("alg", "ES256")
                    .mint();
            assertThat(verifier.judge(crossed)).isNotEqualTo("valid");
        }
    }
}
