package dev.postern.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.login.StandIn.Page;
import dev.postern.oauth.Scopes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
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

    private static LoginOptions as(String clientId, @Nullable Path secretFile, boolean machine) {
        return new LoginOptions(clientId, secretFile, null, null, null, 0, true, machine, Visitor.PATIENCE);
    }

    @Test
    void goesFromTheUrlAloneToATokenThatIsKept() throws Exception {
        visitor.logIn(server);

        assertThat(server.requests)
                .containsExactly(
                        "POST /mcp",
                        "GET " + StandIn.RESOURCE_PLACE,
                        "GET /.well-known/oauth-authorization-server",
                        "POST /register",
                        "GET /authorize",
                        "POST /token");
        assertThat(kept().issuer()).isEqualTo(server.issuer());
        assertThat(kept().requested()).isEqualTo(Scopes.parse("mcp:read"));
        assertThat(visitor.told()).doesNotContain("access-", "refresh-");
    }

    @Test
    void sendsTheResourceAndAChallengeByS256AndTheVerifierThatFitsIt() throws Exception {
        visitor.logIn(server);

        Map<String, String> asked = server.authorizations.getFirst();
        Map<String, String> form = server.tokenRequests.getFirst().form();
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("resource", server.url())
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("scope", "mcp:read")
                .doesNotContainKey("prompt");
        assertThat(form)
                .containsEntry("resource", server.url())
                .containsEntry("redirect_uri", asked.get("redirect_uri"))
                .containsEntry("client_id", asked.get("client_id"));
        assertThat(form.getOrDefault("code_verifier", "")).matches("[A-Za-z0-9._~-]{43,128}");
        assertThat(asked.getOrDefault("code_challenge", "")).hasSize(43).isNotEqualTo(form.get("code_verifier"));
    }

    @Test
    void registersAsANativeClientWithTheVeryRedirectItUses() throws Exception {
        visitor.logIn(server);

        var registration = server.registrations.getFirst();
        assertThat(registration.string("application_type")).contains("native");
        assertThat(registration.string("token_endpoint_auth_method")).contains("none");
        assertThat(registration.strings("redirect_uris").orElseThrow())
                .containsExactly(server.authorizations.getFirst().get("redirect_uri"));
    }

    @Test
    void showsTheBrowserAPageWithoutScriptsThatMayBeClosed() throws Exception {
        visitor.logIn(server);

        while (visitor.shown.isEmpty()) {
            Thread.sleep(10);
        }
        var page = visitor.shown.getFirst();
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("You may close this page").doesNotContain("code-");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "frame-ancestors 'none'");
    }

    @Test
    void asksForOfflineAccessOnlyWhereTheAuthorizationServerListsIt() throws Exception {
        server.metadata.put("scopes_supported", List.of("mcp:read", "offline_access"));

        visitor.logIn(server);

        assertThat(server.authorizations.getFirst())
                .containsEntry("scope", "mcp:read offline_access")
                .containsEntry("prompt", "consent");
    }

    @Test
    void asksForExactlyTheScopesOfThePersonWhereGiven() throws Exception {
        server.metadata.put("scopes_supported", List.of("offline_access"));

        visitor.logIn(server, Visitor.simple().withScopes(Scopes.parse("mcp:write")));

        assertThat(server.authorizations.getFirst()).containsEntry("scope", "mcp:write");
    }

    @Test
    void prefersTheClientThatIsGivenAndShowsItsSecret() throws Exception {
        Path secret = Files.writeString(temp.resolve("secret"), "s p:t\n");
        server.metadata.put("client_id_metadata_document_supported", true);

        visitor.logIn(server, as("my client", secret, false));

        assertThat(server.authorizations.getFirst()).containsEntry("client_id", "my client");
        assertThat(server.tokenRequests.getFirst().header("Authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("my+client:s+p%3At".getBytes(StandardCharsets.US_ASCII)));
        assertThat(server.registrations).isEmpty();
        assertThat(Files.readString(only("server-"))).doesNotContain("s p:t");
    }

    @Test
    void takesTheMetadataDocumentWhereTheAuthorizationServerTakesSuch() throws Exception {
        server.metadata.put("client_id_metadata_document_supported", true);
        String document = "https://app.example.com/client.json";

        visitor.logIn(server, new LoginOptions(null, null, document, null, null, 0, true, false, Visitor.PATIENCE));

        assertThat(server.authorizations.getFirst()).containsEntry("client_id", document);
        assertThat(server.registrations).isEmpty();
    }

    @Test
    void registersWhereTheAuthorizationServerTakesNoMetadataDocument() throws Exception {
        visitor.logIn(
                server,
                new LoginOptions(
                        null, null, "https://app.example.com/c.json", null, null, 0, true, false, Visitor.PATIENCE));

        assertThat(server.registrations).hasSize(1);
    }

    @Test
    void registersOnceForEachIssuer() throws Exception {
        visitor.logIn(server);
        visitor.logIn(server);

        assertThat(server.registrations).hasSize(1);
        assertThat(server.authorizations.get(1))
                .containsEntry("redirect_uri", server.authorizations.getFirst().getOrDefault("redirect_uri", ""))
                .containsEntry("client_id", server.authorizations.getFirst().getOrDefault("client_id", ""));
    }

    @Test
    void showsNoIssuerTheClientOfAnother() throws Exception {
        visitor.logIn(server);
        try (StandIn other = new StandIn("/other")) {
            server.resource.put("authorization_servers", List.of(other.issuer()));

            visitor.logIn(server);

            assertThat(other.registrations).hasSize(1);
            assertThat(kept().issuer()).isEqualTo(other.issuer());
        }
    }

    @Test
    void refusesAGivenClientWhenTheServerHasMovedToAnotherIssuer() throws Exception {
        visitor.logIn(server, as("mine", null, false));
        try (StandIn other = new StandIn("/other")) {
            server.resource.put("authorization_servers", List.of(other.issuer()));

            assertThatThrownBy(() -> visitor.logIn(server, as("mine", null, false)))
                    .hasMessageContaining("The client mine is one of " + server.issuer());
            assertThat(other.authorizations).isEmpty();
        }
    }

    @Test
    void saysWhatToDoWhereNothingRegisters() {
        server.metadata.remove("registration_endpoint");

        assertThatThrownBy(() -> visitor.logIn(server))
                .hasMessageContaining("does not register clients by itself")
                .hasMessageContaining("--client-id");
    }

    @Test
    void tellsWhyARegistrationWasRefused() {
        server.page(
                "/register",
                _ -> Page.json(400, "{\"error\":\"invalid_redirect_uri\",\"error_description\":\"no loopback here\"}"));

        assertThatThrownBy(() -> visitor.logIn(server))
                .hasMessageContaining("invalid_redirect_uri")
                .hasMessageContaining("no loopback here");
    }

    @Test
    void tellsThatAccessWasDenied() {
        server.redirect = fields -> changed(fields, Map.of("error", "access_denied"), "code");

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("Access was denied");
        assertThat(server.tokenRequests).isEmpty();
    }

    @Test
    void usesNoCodeThatAnotherIssuerSent() {
        server.redirect = fields -> changed(fields, Map.of("iss", "https://evil.example"), "");

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("mix-up");
        assertThat(server.tokenRequests).isEmpty();
    }

    @Test
    void usesNoCodeWithoutTheIssuerThatWasPromised() {
        server.redirect = fields -> changed(fields, Map.of(), "iss");

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("does not say which authorization server");
        assertThat(server.tokenRequests).isEmpty();
    }

    @Test
    void doesWithoutTheIssuerWhereNobodyPromisedIt() throws Exception {
        server.metadata.remove("authorization_response_iss_parameter_supported");
        server.redirect = fields -> changed(fields, Map.of(), "iss");

        visitor.logIn(server);

        assertThat(server.tokenRequests).hasSize(1);
    }

    @Test
    void givesUpWhenNobodyLogsIn() {
        LoginOptions hasty = LoginOptions.simple(true, Duration.ofSeconds(1));

        assertThatThrownBy(() -> {
                    Person absent = visitor.person(_ -> true, new ByteArrayInputStream(new byte[0]));
                    try (McpClient client = visitor.client(server.endpoint(), absent)) {
                        client.login(hasty);
                    }
                })
                .hasMessageContaining("Nobody logged in within 1 s");
    }

    @Test
    void ignoresAnAnswerWithAnotherStateAndTakesTheRightOneAfterIt() throws Exception {
        Person person = visitor.person(
                page -> {
                    Map<String, String> query = Forms.read(page.getRawQuery()).orElseThrow();
                    String forged = query.get("redirect_uri") + "?code=evil&state=guessed";
                    return visitor.follow(URI.create(forged)) && visitor.follow(page);
                },
                new ByteArrayInputStream(new byte[0]));
        try (McpClient client = visitor.client(server.endpoint(), person)) {
            client.login(Visitor.simple());
        }

        assertThat(server.tokenRequests).hasSize(1);
        assertThat(server.tokenRequests.getFirst().form()).doesNotContainEntry("code", "evil");
    }

    @Test
    void takesTheRedirectThatIsPastedWhereTheBrowserIsElsewhere() throws Exception {
        PipedOutputStream typed = new PipedOutputStream();
        Person person = visitor.person(_ -> false, new PipedInputStream(typed, 65_536));
        Thread browser = Thread.ofVirtual().start(() -> pasteTheRedirect(typed));
        try (McpClient client = visitor.client(server.endpoint(), person)) {
            client.login(LoginOptions.simple(false, Visitor.PATIENCE));
        }
        browser.join();

        assertThat(visitor.told()).contains("That is not the answer to this login", "paste that page's address");
        assertThat(kept().tokens().access()).isNotNull();
    }

    /// What a person does with a browser on another machine: it ends at a page that cannot be shown.
    private void pasteTheRedirect(OutputStream typed) {
        try {
            String page = "";
            while (page.isEmpty()) {
                sleep(Duration.ofMillis(20));
                page = visitor.told()
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith(server.origin() + "/authorize"))
                        .findFirst()
                        .orElse("");
            }
            String location;
            try (var http = HttpClient.newHttpClient()) {
                location = http.send(HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.discarding())
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
            }
            typed.write(("nonsense\n" + location + "\n").getBytes(StandardCharsets.UTF_8));
            typed.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void logsInAsAProgramWithoutABrowser() throws Exception {
        Path secret = Files.writeString(temp.resolve("secret"), "machine-secret");
        server.metadata.remove("code_challenge_methods_supported");

        visitor.logIn(server, as("robot", secret, true));

        assertThat(server.authorizations).isEmpty();
        assertThat(server.tokenRequests.getFirst().form())
                .containsEntry("grant_type", "client_credentials")
                .containsEntry("resource", server.url())
                .containsEntry("scope", "mcp:read");
        assertThat(kept().machine()).isTrue();
    }

    @Test
    void saysThatAProgramNeedsASecret() {
        assertThatThrownBy(() -> visitor.logIn(server, as("robot", null, true)))
                .hasMessageContaining("--client-secret-file");
    }

    @Test
    void showsNoControlCharactersOfAServer() {
        server.page(
                "/token",
                _ -> Page.json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"\\u001b[31mred\\u202e\"}"));

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("?[31mred?");
    }

    @Test
    void forgetsAClientThatTheAuthorizationServerNoLongerKnows() throws Exception {
        visitor.logIn(server);
        server.page("/token", _ -> Page.json(401, "{\"error\":\"invalid_client\"}"));

        assertThatThrownBy(() -> visitor.logIn(server)).hasMessageContaining("invalid_client");

        assertThat(visitor.store().client(server.issuer())).isEmpty();
    }

    @Test
    void hasNothingToDoWhereEverybodyIsLetIn() throws Exception {
        server.page("/mcp", _ -> Page.json(200, "{}"));

        try (McpClient client = visitor.client(server.endpoint())) {
            assertThat(client.login(Visitor.simple()).getFirst()).contains("lets everybody in");
        }
    }

    @Test
    void givesTheTokensBackAndForgetsThem() throws Exception {
        visitor.logIn(server);
        try (McpClient client = visitor.client(server.endpoint())) {
            assertThat(client.logout().getFirst()).contains("took the tokens back");
        }

        assertThat(server.countOf("POST /revoke")).isEqualTo(2);
        assertThat(visitor.store().grant(server.endpoint())).isEmpty();
        assertThat(visitor.store().client(server.issuer())).isEmpty();
    }

    private Path only(String prefix) throws IOException {
        try (var files = Files.list(visitor.folder())) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Map<String, String> changed(Map<String, String> fields, Map<String, String> more, String less) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.putAll(more);
        changed.remove(less);
        return changed;
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
