package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.ClientAuthentication.PrivateKeyJwt;
import dev.postern.config.ClientAuthentication.SecretPost;
import dev.postern.oauth.ClientSecret;
import dev.postern.oauth.Scopes;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustReaderTest {
    private static final List<String> COMMON =
            List.of("upstream = http://127.0.0.1:8000/mcp", "auth-resource-server-url = https://mcp.example.com/mcp");
    private static final String TENANT = "9122040d-6c67-4c5b-b112-36a304b66dad";

    private final Map<String, String> files = new HashMap<>(Map.of("secret", "s3cret\n"));

    private ConfigResult read(String... lines) {
        List<String> all = new ArrayList<>(COMMON);
        all.addAll(List.of(lines));
        ConfigFile file = ConfigFile.parse("p.conf", all);
        assertThat(file.problems()).isEmpty();
        return ConfigReader.read(Settings.of(Map.of(), Map.of(), file), name -> Optional.ofNullable(files.get(name)));
    }

    private List<TrustEntry> trust(String... lines) {
        return switch (read(lines)) {
            case ConfigResult.Complete complete -> complete.config().trust();
            case ConfigResult.Faulty faulty -> throw new AssertionError(faulty);
        };
    }

    private List<String> problems(String... lines) {
        return switch (read(lines)) {
            case ConfigResult.Complete complete -> throw new AssertionError(complete);
            case ConfigResult.Faulty faulty -> faulty.problems();
        };
    }

    @Test
    void readsEachSectionAsAnEntryOnItsOwnTerms() {
        List<TrustEntry> trust = trust(
                "auth-issuer-url = https://id.example.com/realms/mcp",
                "auth-audience = https://mcp.example.com/mcp",
                "auth-token-type = strict",
                "[issuer partner]",
                "auth-issuer-url = https://partner.example.com",
                "auth-provider = okta",
                "auth-audience = api://default",
                "auth-algorithms = RS256, ES256",
                "auth-jwks-url = https://partner.example.com/keys",
                "auth-token-type = lenient",
                "auth-claims = subject=uid, client=cid, client=azp, roles=groups",
                "auth-scope-names = use=mcp:use",
                "auth-required-scopes = mcp:use",
                "[issuer]",
                "auth-issuer-url = https://third.example.com");

        assertThat(trust)
                .extracting(entry -> entry.issuer().value())
                .containsExactly(
                        "https://id.example.com/realms/mcp",
                        "https://partner.example.com",
                        "https://third.example.com");
        TrustEntry partner = trust.get(1);
        assertThat(partner.audiences()).containsExactly("api://default");
        assertThat(partner.algorithms()).containsExactlyInAnyOrder("RS256", "ES256");
        assertThat(partner.jwksUrl()).isEqualTo(URI.create("https://partner.example.com/keys"));
        assertThat(partner.tokenType()).isEqualTo(TokenType.LENIENT);
        assertThat(partner.requiredScopes()).isEqualTo(Scopes.parse("mcp:use"));
        assertThat(partner.profile().subjectClaim()).isEqualTo("uid");
        assertThat(partner.profile().clientClaims()).containsExactly("cid", "azp");
        assertThat(partner.profile().scopeClaims()).containsExactly("scp", "scope");
        assertThat(partner.profile().roleClaims()).containsExactly("groups");
        assertThat(partner.profile().scopeNames()).isEqualTo(Map.of("use", "mcp:use"));
    }

    @Test
    void letsASectionInheritHowStrictWeAreAndNothingElse() {
        List<TrustEntry> trust = trust(
                "auth-issuer-url = https://id.example.com",
                "auth-provider = keycloak",
                "auth-audience = mine",
                "auth-token-type = strict",
                "auth-clock-skew = 5s",
                "[issuer]",
                "auth-issuer-url = https://other.example.com");

        assertThat(trust.get(1).tokenType()).isEqualTo(TokenType.STRICT);
        assertThat(trust.get(1).clockSkew()).isEqualTo(Duration.ofSeconds(5));
        assertThat(trust.get(1).profile()).isEqualTo(Provider.GENERIC.profile());
        assertThat(trust.get(1).audiences()).contains("https://mcp.example.com/mcp");
    }

    @Test
    void needsNoIssuerBesidesThoseOfSections() {
        assertThat(trust("[issuer]", "auth-issuer-url = https://id.example.com"))
                .hasSize(1);
    }

    @Test
    void trustsBothIssuersOfEachTenantOfEntraAndNoOther() {
        List<TrustEntry> trust =
                trust("auth-provider = entra", "auth-tenants = " + TENANT, "auth-audience = 6e74172b, api://6e74172b");

        assertThat(trust)
                .extracting(entry -> entry.issuer().value() + " by " + entry.jwksUrl())
                .containsExactly(
                        "https://login.microsoftonline.com/" + TENANT + "/v2.0 by https://login.microsoftonline.com/"
                                + TENANT + "/discovery/v2.0/keys",
                        "https://sts.windows.net/" + TENANT + "/ by https://login.microsoftonline.com/" + TENANT
                                + "/discovery/keys");
        assertThat(trust).extracting(TrustEntry::profile).containsOnly(Provider.ENTRA.profile());
    }

    @Test
    void putsEachTenantIntoAnIssuersShape() {
        String second = TENANT.replace('9', '8');

        List<TrustEntry> trust = trust(
                "auth-issuer-url = https://login.partner.example/{tenantid}/v2.0",
                "auth-jwks-url = https://login.partner.example/{tenantid}/keys",
                "auth-tenants = " + TENANT.toUpperCase(Locale.ROOT) + "," + second);

        assertThat(trust)
                .extracting(entry -> entry.issuer().value() + " by " + entry.jwksUrl())
                .containsExactly(
                        "https://login.partner.example/" + TENANT + "/v2.0 by https://login.partner.example/" + TENANT
                                + "/keys",
                        "https://login.partner.example/" + second + "/v2.0 by https://login.partner.example/" + second
                                + "/keys");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [issuer a];auth-issuer-url = https://id.example.com                         | claimed twice, by the options and by p.conf line 4 [issuer a]
            [issuer a];auth-audience = x                                                | p.conf line 4 [issuer a] names no issuer
            [issuer];auth-issuer-url = ftp://x                                          | (p.conf line 5) is "ftp://x", which has the scheme ftp
            [issuer];auth-issuer-url = https://x.example/{tenantid}                     | names no tenant
            [issuer];auth-issuer-url = https://x.example;auth-tenants = 00000000-0000-0000-0000-00000000000a | needs an issuer URL with {tenantid}
            [issuer];auth-provider = entra;auth-tenants = common                        | is not the id of a tenant
            [issuer];auth-issuer-url = https://x.example;auth-algorithms = HS256        | is no asymmetric JWS algorithm
            [issuer];auth-issuer-url = https://x.example;auth-claims = username=name    | is not subject, client, scopes or roles
            [issuer];auth-issuer-url = https://x.example;auth-claims = subject=a,subject=b | 2 claims for the subject
            [issuer];auth-issuer-url = https://x.example;auth-scope-names = mcp:use     | is not two scopes
            [issuer];auth-issuer-url = https://x.example;auth-scope-names = a=b,a=c     | both b and c
            [issuer];auth-issuer-url = https://x.example;auth-scope-names = a=b;auth-required-scopes = a | calls b; expected the latter
            [issuer];auth-issuer-url = https://x.example;auth-introspection-signed-answers = true | means nothing without
            """)
    void saysWhichSectionIsWrongAndWhy(String lines, String why) {
        List<String> all = new ArrayList<>(List.of("auth-issuer-url = https://id.example.com"));
        all.addAll(List.of(lines.split(";")));

        assertThat(problems(all.toArray(String[]::new)))
                .singleElement()
                .asString()
                .contains(why)
                .endsWith(".");
    }

    @Test
    void refusesWhatDescribesNoIssuer() {
        assertThat(problems("auth-provider = okta", "[issuer]", "auth-issuer-url = https://id.example.com"))
                .containsExactly("--auth-provider describes the issuer of --auth-issuer-url, which is not given; "
                        + "expected it in a section [issuer].");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [issuers]              | begins the section
            [issuer a b]           | begins the section
            [issuer];listen = :1   | not of one issuer
            [issuer];auth-issuer   | has no "="
            """)
    void saysWhichLineOfASectionIsNone(String lines, String why) {
        assertThat(ConfigFile.parse("p.conf", List.of(lines.split(";"))).problems())
                .singleElement()
                .asString()
                .startsWith("p.conf line ")
                .contains(why);
    }

    @Test
    void asksOneIssuerOnlyAboutTokensThatNameNone() {
        assertThat(problems(
                        "auth-issuer-url = https://a.example.com",
                        "auth-introspection-client-id = postern",
                        "auth-introspection-client-secret-file = secret",
                        "[issuer b]",
                        "auth-issuer-url = https://b.example.com",
                        "auth-introspection-client-id = postern",
                        "auth-introspection-client-secret-file = secret"))
                .containsExactly("Only one issuer can be asked about tokens that do not say whose they are; "
                        + "found introspection in the options and in p.conf line 6 [issuer b].");
    }

    @Test
    void showsItsSecretInTheFormWhereTold() {
        IntrospectionConfig config = introspection(
                "auth-introspection-client-authentication = client_secret_post",
                "auth-introspection-client-secret-file = secret",
                "auth-introspection-remember = 5s",
                "auth-introspection-signed-answers = true");

        assertThat(config.authentication()).isEqualTo(new SecretPost(new ClientSecret("s3cret")));
        assertThat(config.signedAnswers()).isTrue();
        assertThat(config.rememberedFor()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.refusalsRememberedFor()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void signsWithTheKeyInTheFileWhereTold() throws NoSuchAlgorithmException {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        files.put(
                "key.pem",
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");

        IntrospectionConfig config = introspection(
                "auth-introspection-client-authentication = private_key_jwt",
                "auth-introspection-key-file = key.pem",
                "auth-introspection-key-id = k1");

        assertThat(config.authentication()).isInstanceOfSatisfying(PrivateKeyJwt.class, own -> {
            assertThat(own.algorithm()).isEqualTo("EdDSA");
            assertThat(own.keyId()).isEqualTo("k1");
            assertThat(own.key().getEncoded()).isEqualTo(key);
        });
        assertThat(config.toString()).doesNotContain(Base64.getEncoder().encodeToString(key));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            private_key_jwt;auth-introspection-key-file = secret                                              | has no private key that can be read
            private_key_jwt;auth-introspection-key-file = nowhere                                             | cannot be read
            private_key_jwt;auth-introspection-client-secret-file = secret                                    | needs both
            client_secret_basic;auth-introspection-client-secret = a;auth-introspection-client-secret-file = secret | given twice
            client_secret_jwt;auth-introspection-client-secret = geheim                                       | is not one of client_secret_basic, client_secret_post, private_key_jwt
            """)
    void refusesWhatShowsNothing(String lines, String why) {
        List<String> all = new ArrayList<>(
                List.of("auth-issuer-url = https://a.example.com", "auth-introspection-client-id = postern"));
        all.addAll(List.of(("auth-introspection-client-authentication = " + lines).split(";")));

        assertThat(problems(all.toArray(String[]::new)))
                .anySatisfy(problem -> assertThat(problem).contains(why))
                .noneSatisfy(problem -> assertThat(problem).contains("geheim"));
    }

    private IntrospectionConfig introspection(String... lines) {
        List<String> all = new ArrayList<>(
                List.of("auth-issuer-url = https://a.example.com", "auth-introspection-client-id = postern"));
        all.addAll(List.of(lines));
        return Optional.ofNullable(trust(all.toArray(String[]::new)).getFirst().introspection())
                .orElseThrow();
    }
}
