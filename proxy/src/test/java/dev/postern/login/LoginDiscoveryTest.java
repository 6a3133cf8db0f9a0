package dev.postern.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.login.StandIn.Page;
import dev.postern.oauth.Scopes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginDiscoveryTest {
    @TempDir
    Path temp;

    private StandIn server = new StandIn();
    private Visitor visitor = new Visitor(Path.of("."));

    @BeforeEach
    void begin() {
        visitor = new Visitor(temp.resolve("postern/login"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Grant kept() throws LoginException {
        return visitor.store().grant(server.endpoint()).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-authorization-server/realms/x",
                "/.well-known/openid-configuration/realms/x",
                "/realms/x/.well-known/openid-configuration"
            })
    void findsAnIssuerWithAPathAtEachOfItsThreePlaces(String place) throws Exception {
        server.close();
        server = new StandIn("/realms/x");
        server.serverPlace = place;

        visitor.logIn(server);

        assertThat(kept().issuer()).endsWith("/realms/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"})
    void findsAnIssuerAtTheRootAtBothOfItsPlaces(String place) throws Exception {
        server.serverPlace = place;

        visitor.logIn(server);

        assertThat(kept().issuer()).isEqualTo(server.issuer());
    }

    @ParameterizedTest
    @ValueSource(strings = {StandIn.RESOURCE_PLACE, "/.well-known/oauth-protected-resource"})
    void findsTheResourceWhereTheChallengeNamesNoPlace(String place) throws Exception {
        server.challenge = "Bearer";
        server.resourcePlace = place;

        visitor.logIn(server);

        assertThat(kept().requested()).isEqualTo(Scopes.parse("mcp:basic"));
    }

    @Test
    void acceptsAResourceThatIsTheOriginAndUsesItsVerySpelling() throws Exception {
        server.resource.put("resource", server.origin() + "/");

        visitor.logIn(server);

        assertThat(server.authorizations.getFirst()).containsEntry("resource", server.origin() + "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://other.example/mcp", "http://127.0.0.1:1/mcp", "/mcp", ""})
    void refusesMetadataOfAnotherResource(String other) {
        server.resource.put("resource", other);

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("is not for this server (RFC 9728 §3.3)");
        assertThat(server.requests).doesNotContain("POST /register", "POST /token");
    }

    @Test
    void refusesMetadataOfASiblingWhosePathOnlyBeginsAlike() {
        server.resource.put("resource", server.origin() + "/mc");

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("is not for this server");
    }

    @Test
    void doesNotLookElsewhereWhenTheNamedMetadataIsNotThere() {
        server.page(StandIn.RESOURCE_PLACE, _ -> Page.json(500, "{}"));

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("answered 500; expected 200");
    }

    @Test
    void refusesAnIssuerThatDiffersByASlash() {
        server.resource.put("authorization_servers", List.of(server.issuer() + "/"));

        assertThatThrownBy(() -> visitor.logIn(server))
                .hasMessageContaining("of the issuer \"" + server.issuer() + "\" (RFC 8414 §3.3)");
    }

    @Test
    void saysThatAnIssuerHasNoPageForAPerson() {
        server.metadata.remove("authorization_endpoint");

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("--client-credentials");
    }

    @ParameterizedTest
    @CsvSource({"plain", "''"})
    void refusesToLogInWithoutPkceByS256(String method) {
        server.metadata.put("code_challenge_methods_supported", method.isEmpty() ? List.of() : List.of(method));

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("PKCE with S256");
        assertThat(server.requests).doesNotContain("POST /register");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example.com/authorize",
                "ftp://127.0.0.1/authorize",
                "file:///etc/passwd",
                "https://169.254.169.254/authorize",
                "javascript:alert(1)"
            })
    void opensNoPageThatIsNotAnHttpsPageOfTheInternet(String page) {
        server.metadata.put("authorization_endpoint", page);

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("\"authorization_endpoint\"");
        assertThat(visitor.shown).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://id.example.com/token", "https://169.254.169.254/token", "https://[fe80::1]/token"})
    void sendsNothingToATokenEndpointThatIsPlainOrSpecial(String endpoint) {
        server.metadata.put("token_endpoint", endpoint);

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("\"token_endpoint\"");
        assertThat(server.requests).doesNotContain("GET /authorize");
    }

    @Test
    void refusesAnIssuerByPlainHttp() {
        server.resource.put("authorization_servers", List.of("http://id.example.com"));

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("plain http; expected https");
    }

    @Test
    void refusesHugeMetadata() {
        server.page(server.serverPlace, _ -> Page.json(200, JsonText.of(server.metadata) + " ".repeat(2_000_000)));

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("exceeds");
    }

    @Test
    void waitsOnlySoLongForMetadata() {
        server.page(server.serverPlace, _ -> {
            sleep(Duration.ofSeconds(10));
            return Page.json(200, "{}");
        });

        assertThatThrownBy(() -> {
                    try (McpClient client =
                            visitor.client(server.endpoint(), visitor.person(), Duration.ofSeconds(3))) {
                        client.login(Visitor.simple());
                    }
                })
                .hasMessageContaining("no whole answer within 3 s");
    }

    @Test
    void followsNoRedirectOfMetadata() {
        server.page(server.serverPlace, _ -> Page.json(302, "").with("Location", server.origin() + "/else"));
        server.page("/else", _ -> Page.json(200, JsonText.of(server.metadata)));

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("status 302");
        assertThat(server.requests).doesNotContain("GET /else");
    }

    private static void sleep(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
