package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.oauth.ClientSecret;
import dev.postern.oauth.Scopes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
    private static final Map<Option, String> LEAST = Map.of(
            Option.UPSTREAM, "http://127.0.0.1:8000/mcp",
            Option.AUTH_ISSUER_URL, "https://id.example.com/realms/mcp",
            Option.AUTH_RESOURCE_SERVER_URL, "https://mcp.example.com/mcp");

    @Test
    void threeFlagsAreEnough() {
        Config config = complete(LEAST);

        assertThat(config.listener().address())
                .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8080));
        assertThat(config.listener().drainTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.listener().limits()).isEqualTo(new ClientLimits(10000, 5000, 2000, 1000, 100));
        assertThat(config.upstream().responseTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.upstream().connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.ops().address().getPort()).isEqualTo(9090);
        assertThat(config.keys().maxStale()).isEqualTo(Duration.ofHours(24));
        assertThat(config.logFormat()).isEqualTo(LogFormat.TEXT);
        assertThat(config.insecureNoAuth()).isFalse();
    }

    @Test
    void acceptsTheResourceAndItsOriginAsAudienceAndTheResourcesOriginInBrowsers() {
        Config config = complete(LEAST);

        assertThat(config.trust().getFirst().audiences())
                .containsExactly("https://mcp.example.com/mcp", "https://mcp.example.com", "https://mcp.example.com/");
        assertThat(config.listener().allowedOrigins()).containsExactly("https://mcp.example.com");
    }

    @Test
    void aNamedAudienceReplacesTheDefaultOnes() {
        Config config = complete(with(Option.AUTH_AUDIENCE, "api://mcp"));

        assertThat(config.trust().getFirst().audiences()).containsExactly("api://mcp");
    }

    @Test
    void acceptsTheAlgorithmsOfPublicKeysOnly() {
        assertThat(complete(LEAST).trust().getFirst().algorithms())
                .contains("RS256", "PS512", "ES384", "EdDSA")
                .doesNotContain("HS256", "none");
    }

    @Test
    void keepsAnIssuerByteForByte() {
        Config config =
                complete(with(Option.AUTH_ISSUER_URL, "https://ID.example.com:443/a/,https://id.example.com/b"));

        assertThat(config.trust())
                .extracting(entry -> entry.issuer().value())
                .containsExactly("https://ID.example.com:443/a/", "https://id.example.com/b");
    }

    @Test
    void namesEachMissingFlagAndItsVariables() {
        assertThat(problems(Map.of()))
                .hasSize(3)
                .anySatisfy(problem -> assertThat(problem)
                        .contains("--auth-issuer-url is missing", "OSCAL_AUTH_ISSUER_URL", "https://"))
                .anySatisfy(problem -> assertThat(problem).contains("--auth-resource-server-url is missing"))
                .anySatisfy(problem -> assertThat(problem).contains("--upstream is missing"));
    }

    @Test
    void insecureNoAuthNeedsTheUpstreamOnly() {
        Config config = complete(Map.of(
                Option.UPSTREAM, "http://127.0.0.1:8000/mcp", Option.INSECURE_NO_AUTH, "true", Option.LISTEN, ":8081"));

        assertThat(config.trust()).isEmpty();
        assertThat(config.resource().uri().path()).isEqualTo("/mcp");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            upstream                 | localhost:8000/mcp             | has no scheme
            identity-headers         | tenant                         | is not the name of a header
            identity-headers         | X_Tenant=tenant                | is not the name of a header
            identity-headers         | X-Auth-Subject=email           | means something else
            identity-headers         | Mcp-Session-Id=sid             | means something else
            identity-headers         | Client-Cert=cert               | means something else
            identity-headers         | X-Tenant=                      | names no claim
            identity-headers         | X-Tenant=a..b                  | names no claim
            identity-headers         | X-Tenant=a,x-tenant=b          | twice
            upstream                 | 127.0.0.1                      | has no scheme
            upstream                 | https://localhost/mcp          | is https
            upstream                 | http://localhost/a/../b        | can be read in two ways
            upstream                 | http://localhost/a%2fb         | can be read in two ways
            upstream                 | http://localhost/mcp?x=1       | has a query
            upstream                 | http:///mcp                    | no valid host
            upstream                 | http://localhost:99999/mcp     | no valid host and port
            upstream                 | http://127.0.0.1:8080/mcp      | where Postern itself listens
            auth-resource-server-url | https://mcp.example.com/é      | must encode
            auth-resource-server-url | mcp.example.com                | has no scheme
            auth-resource-server-url | http://mcp.example.com/mcp     | is http
            auth-resource-server-url | https://mcp.example.com/mcp#a  | has a fragment
            auth-resource-server-url | ftp://mcp.example.com/mcp      | has the scheme ftp
            auth-issuer-url          | http://id.example.com          | --insecure-http-issuer
            auth-issuer-url          | https://id.example.com?a=b     | has a query
            auth-issuer-url          | id.example.com                 | has no scheme
            auth-jwks-url            | http://id.example.com/keys     | --insecure-http-issuer
            auth-token-type          | jwt                            | is not one of strict, lenient
            auth-clock-skew          | 30                             | is not a number with one of the units
            auth-clock-skew          | 10m                            | is more than 5m
            auth-jwks-cooldown       | 0s                             | is less than 1s
            upstream-timeout         | -1s                            | is not a number with one of the units
            upstream-connect-timeout | 0s                             | is less than 1ms
            listen                   | 8080                           | has no port
            listen                   | localhost:http                 | has no port from 0 to 65535
            listen                   | ::1:8080                       | without brackets
            listen                   | 127.0.0.1:9090                 | both take port 9090
            ops-listen               | :65536                         | has no port from 0 to 65535
            trusted-proxies          | proxy.example.com              | does not begin with an IP address
            trusted-proxies          | 10.0.0.0/33                    | no prefix length from 0 to 32
            allowed-origins          | *                              | every site
            allowed-origins          | https://app.example.com/       | something after the host
            allowed-origins          | app.example.com                | has no scheme and host
            forward-headers          | Authorization                  | never passed on
            forward-headers          | x_auth_subject                 | never passed on
            forward-headers          | a b                            | is not the name of a header
            max-connections          | 0                              | is not a whole number from 1
            log-format               | xml                            | is not one of text, json
            auth-required-scopes     | a"b                            | is not a scope
            client-certificate-header | x-client-cert                 | is not one of none, client-cert
            client-certificate-header | client-cert                   | is of no use without --trusted-proxies
            forward-headers          | X-ARR-ClientCert               | never passed on
            outbound-proxy           | http://me:geheim@proxy:3128    | has a user name
            outbound-proxy           | https://proxy:3128             | is https
            outbound-proxy           | http://proxy                   | has no port
            outbound-proxy           | http://proxy:3128/x            | has a path
            insecure-no-auth         | true                           | exclude each other
            insecure-no-auth         | yes                            | is neither true nor false
            """)
    void saysWhatWasFoundAndWhatWasExpected(String name, String text, String why) {
        Option option = Option.named(name).orElseThrow();

        List<String> problems = problems(with(option, text));

        assertThat(problems)
                .singleElement()
                .asString()
                .contains(why)
                .contains("expected")
                .endsWith(".");
    }

    @Test
    void saysWhichVariableAWrongValueCameFrom() {
        Settings settings = Settings.of(flags(LEAST), Map.of("OSCAL_AUTH_CLOCK_SKEW", "soon"), Map.of());

        assertThat(ConfigReader.read(settings))
                .isInstanceOfSatisfying(
                        ConfigResult.Faulty.class,
                        faulty -> assertThat(faulty.problems())
                                .containsExactly(
                                        "--auth-clock-skew (environment OSCAL_AUTH_CLOCK_SKEW) is \"soon\", "
                                                + "which is not a number with one of the units ms, s, m, h; expected for example 30s."));
    }

    @Test
    void collectsAllProblemsAtOnce() {
        Map<Option, String> given = new EnumMap<>(LEAST);
        given.put(Option.LISTEN, "here");
        given.put(Option.DRAIN_TIMEOUT, "long");
        given.put(Option.ALLOWED_ORIGINS, "*,null");

        assertThat(problems(given)).hasSize(4);
    }

    @Test
    void neverRepeatsThePasswordOfAUrl() {
        assertThat(problems(with(Option.UPSTREAM, "http://me:geheim@127.0.0.1/mcp")))
                .singleElement()
                .asString()
                .contains("user name")
                .doesNotContain("geheim");
    }

    @Test
    void refusesAScalarThatIsGivenTwice() {
        Map<Option, List<String>> flags = flags(LEAST);
        flags.put(Option.LISTEN, List.of(":1", ":2"));

        ConfigResult result = ConfigReader.read(Settings.of(flags, Map.of(), Map.of()));

        assertThat(result).isInstanceOf(ConfigResult.Faulty.class);
    }

    @Test
    void refusesOnePlaceOfKeysForTwoIssuers() {
        Map<Option, String> given = new EnumMap<>(LEAST);
        given.put(Option.AUTH_ISSUER_URL, "https://a.example,https://b.example");
        given.put(Option.AUTH_JWKS_URL, "https://a.example/keys");

        assertThat(problems(given)).singleElement().asString().contains("names 2 issuers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8080/mcp", "http://127.0.0.1/mcp", "http://[::1]:1/mcp", "http://a.localhost"})
    void allowsHttpForAResourceOnThisMachine(String url) {
        assertThat(complete(with(Option.AUTH_RESOURCE_SERVER_URL, url))
                        .resource()
                        .uri()
                        .value())
                .isEqualTo(url);
    }

    @Test
    void readsOriginsAsBrowsersSendThem() {
        Config config = complete(with(Option.ALLOWED_ORIGINS, "HTTPS://App.example.com:443, http://localhost:6274"));

        assertThat(config.listener().allowedOrigins())
                .containsExactly("https://app.example.com", "http://localhost:6274");
    }

    @Test
    void readsNetworksWithAndWithoutAPrefix() {
        List<Cidr> networks = complete(with(Option.TRUSTED_PROXIES, "10.0.0.0/8,fd00::/8,192.0.2.1"))
                .listener()
                .trustedProxies();

        assertThat(networks).hasSize(3);
        assertThat(networks.get(0).contains(InetAddress.ofLiteral("10.2.3.4"))).isTrue();
        assertThat(networks.get(2).contains(InetAddress.ofLiteral("192.0.2.2"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"upstream,http://mcp:8000/mcp", "insecure-http-issuer,true", "auth-required-scopes,offline_access"})
    void warnsOfWhatDeservesASecondLook(String name, String text) {
        Option option = Option.named(name).orElseThrow();

        ConfigResult result = ConfigReader.read(Settings.of(flags(with(option, text)), Map.of(), Map.of()));

        assertThat(result)
                .isInstanceOfSatisfying(
                        ConfigResult.Complete.class,
                        complete -> assertThat(complete.warnings()).hasSize(1));
    }

    @Test
    void asksTheIssuerAboutOpaqueTokensWithAClientsSecret() {
        Map<Option, String> given = with(Option.AUTH_INTROSPECTION_CLIENT_ID, "postern");
        given.put(Option.AUTH_INTROSPECTION_CLIENT_SECRET_FILE, "/run/secrets/postern");
        given.put(Option.AUTH_INTROSPECTION_TOKENS, "all");
        given.put(Option.AUTH_PROVIDER, "keycloak");

        TrustEntry entry = trusted(given);

        assertThat(entry.profile()).isEqualTo(Provider.KEYCLOAK.profile());
        assertThat(entry.introspection())
                .isEqualTo(new IntrospectionConfig(
                        null,
                        "postern",
                        new ClientAuthentication.SecretBasic(new ClientSecret("from /run/secrets/postern")),
                        IntrospectedTokens.ALL,
                        false,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10)));
    }

    @Test
    void asksNobodyWithHalfOfWhatItTakes() {
        assertThat(problems(with(Option.AUTH_INTROSPECTION_CLIENT_ID, "postern")))
                .singleElement()
                .asString()
                .contains("--auth-introspection-client-secret-file");
        assertThat(problems(with(Option.AUTH_INTROSPECTION_CLIENT_SECRET_FILE, "/nowhere")))
                .hasSize(2);
    }

    @Test
    void aHeaderComesFromTheTokenOrFromTheClient() {
        Map<Option, String> given = with(Option.IDENTITY_HEADERS, "X-Tenant=tenant");
        given.put(Option.FORWARD_HEADERS, "x_tenant");

        assertThat(problems(given)).singleElement().asString().contains("from the token or from the client");
    }

    @Test
    void signsWithTheKeysOfFilesOrWithOneOfItsOwn() {
        assertThat(complete(LEAST).identity().assertion()).isNull();
        assertThat(complete(with(Option.IDENTITY_ASSERTION, "true")).identity().assertion())
                .isEqualTo(new AssertionConfig(List.of()));
        assertThat(problems(with(Option.IDENTITY_ASSERTION_KEY_FILE, "/nowhere")))
                .hasSize(2)
                .anyMatch(sentence -> sentence.contains("means nothing without --identity-assertion"));
    }

    @Test
    void exchangesTokensAsAClientOfTheOneIssuer() {
        Map<Option, String> given = with(Option.UPSTREAM_EXCHANGE_CLIENT_ID, "postern");
        given.put(Option.UPSTREAM_EXCHANGE_CLIENT_SECRET, "s3cret");
        given.put(Option.UPSTREAM_EXCHANGE_AUDIENCE, "tools");

        assertThat(complete(given).identity().credential())
                .isEqualTo(new UpstreamCredential.Exchanged(
                        null,
                        "postern",
                        new ClientAuthentication.SecretBasic(new ClientSecret("s3cret")),
                        List.of("tools"),
                        List.of(),
                        Scopes.NONE));

        given.put(Option.AUTH_ISSUER_URL, "https://a.example.com,https://b.example.com");
        assertThat(problems(given)).singleElement().asString().contains("is for one issuer, but 2 are trusted");
    }

    @Test
    void exchangesNothingWithHalfOfWhatItTakes() {
        assertThat(problems(with(Option.UPSTREAM_EXCHANGE_CLIENT_ID, "postern")))
                .singleElement()
                .asString()
                .contains("Token exchange needs both", "--upstream-exchange-client-secret-file");
        assertThat(problems(with(Option.UPSTREAM_EXCHANGE_AUDIENCE, "tools")))
                .singleElement()
                .asString()
                .contains("means nothing without --upstream-exchange-client-id");
        assertThat(problems(with(Option.UPSTREAM_CREDENTIAL_FILE, "/nowhere")))
                .singleElement()
                .asString()
                .contains("has no bearer token");
    }

    @Test
    void wantsTheClaimsThatHeadersTell() {
        Config config = complete(with(Option.IDENTITY_HEADERS, "X-Roles=realm_access.roles,X-Tenant=tenant"));

        assertThat(config.wantedClaims()).containsExactlyInAnyOrder("realm_access", "tenant");
    }

    @Test
    void knowsWhereGitHubIsAsked() {
        Map<Option, String> given = with(Option.AUTH_INTROSPECTION_CLIENT_ID, "Iv1.8a61");
        given.put(Option.AUTH_INTROSPECTION_CLIENT_SECRET_FILE, "x");
        given.put(Option.AUTH_PROVIDER, "github");

        assertThat(trusted(given).introspection())
                .extracting(IntrospectionConfig::url)
                .isEqualTo(URI.create("https://api.github.com/applications/Iv1.8a61/token"));
    }

    @Test
    void refusesAFileWithoutCertificates() {
        assertThat(problems(with(Option.AUTH_CA_FILE, "/nowhere.pem")))
                .singleElement()
                .asString()
                .contains("cannot be read");
        assertThat(Authorities.parse("rubbish")).isInstanceOf(Parsed.Fault.class);
        assertThat(Authorities.parse("")).isInstanceOf(Parsed.Fault.class);
    }

    private static TrustEntry trusted(Map<Option, String> given) {
        TextFiles secrets = file -> Optional.of("from " + file + "\n");
        return switch (ConfigReader.read(Settings.of(flags(given), Map.of(), Map.of()), secrets)) {
            case ConfigResult.Complete complete -> complete.config().trust().getFirst();
            case ConfigResult.Faulty faulty -> throw new AssertionError(faulty);
        };
    }

    private static Map<Option, String> with(Option option, String text) {
        Map<Option, String> given = new EnumMap<>(LEAST);
        given.put(option, text);
        return given;
    }

    private static Map<Option, List<String>> flags(Map<Option, String> given) {
        Map<Option, List<String>> flags = new EnumMap<>(Option.class);
        given.forEach((option, text) -> flags.put(option, List.of(text)));
        return flags;
    }

    private static Config complete(Map<Option, String> given) {
        return switch (ConfigReader.read(Settings.of(flags(given), Map.of(), Map.of()))) {
            case ConfigResult.Complete complete -> complete.config();
            case ConfigResult.Faulty faulty -> throw new AssertionError(faulty);
        };
    }

    private static List<String> problems(Map<Option, String> given) {
        return switch (ConfigReader.read(Settings.of(flags(given), Map.of(), Map.of()))) {
            case ConfigResult.Complete complete -> throw new AssertionError(complete);
            case ConfigResult.Faulty faulty -> faulty.problems();
        };
    }
}
