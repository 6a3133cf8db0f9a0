package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.Config;
import dev.postern.config.ConfigReader;
import dev.postern.config.ConfigResult;
import dev.postern.config.Option;
import dev.postern.config.Settings;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.sidecar.Sidecar;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole of it, as `serve` makes it, before an MCP server: with a store in a folder, from one port.
class FaceOnSocketsTest {
    @TempDir
    Path folder;

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @Test
    void letsAClientThatKnowsOnlyTheUrlInAndOutAgain() throws IOException, InterruptedException {
        try (TestUpstream upstream = new TestUpstream()) {
            upstream.serve(call -> call.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
            int port = freePort();
            String origin = "http://localhost:" + port;
            Config config = config(upstream.url(), port);
            String refreshToken;
            String client;
            try (Sidecar sidecar = new Sidecar(config, Clock.systemUTC(), OutputStream.nullOutputStream())) {
                assertThat(sidecar.publicAddress().getPort()).isEqualTo(port);
                HttpResponse<String> refused = send(mcp(origin, "none"));
                JsonObject resource = json(get(origin + "/.well-known/oauth-protected-resource/mcp"));
                String issuer =
                        resource.strings("authorization_servers").orElseThrow().getFirst();
                JsonObject metadata = json(get(issuer + "/.well-known/oauth-authorization-server"));
                client = register(metadata);
                String code = code(metadata, client, origin + "/mcp");
                JsonObject tokens =
                        json(form(url(metadata, "token_endpoint"), TestFace.redemption(client, code, origin + "/mcp")));
                refreshToken = tokens.string("refresh_token").orElseThrow();
                HttpResponse<String> admitted =
                        send(mcp(origin, tokens.string("access_token").orElseThrow()));

                assertThat(refused.statusCode()).isEqualTo(401);
                assertThat(issuer).isEqualTo(origin);
                assertThat(metadata.string("issuer")).contains(origin);
                assertThat(admitted.statusCode()).isEqualTo(200);
            }

            try (Sidecar restarted = new Sidecar(config, Clock.systemUTC(), OutputStream.nullOutputStream())) {
                assertThat(restarted.publicAddress().getPort()).isEqualTo(port);
                JsonObject refreshed = json(form(
                        origin + "/token",
                        Map.of("grant_type", "refresh_token", "client_id", client, "refresh_token", refreshToken)));
                String next = refreshed.string("refresh_token").orElseThrow();
                HttpResponse<String> admitted =
                        send(mcp(origin, refreshed.string("access_token").orElseThrow()));
                HttpResponse<String> revoked = form(origin + "/revoke", Map.of("client_id", client, "token", next));
                awaitRefusal(mcp(origin, refreshed.string("access_token").orElseThrow()));
                HttpResponse<String> over = form(
                        origin + "/token",
                        Map.of("grant_type", "refresh_token", "client_id", client, "refresh_token", next));

                assertThat(admitted.statusCode()).isEqualTo(200);
                assertThat(revoked.statusCode()).isEqualTo(200);
                assertThat(over.statusCode()).isEqualTo(400);
                assertThat(over.body()).contains("invalid_grant");
            }
        }
    }

    @Test
    void readsNoBodyBeyondReason() throws IOException, InterruptedException {
        int port = freePort();
        Config config = config(URI.create("http://127.0.0.1:1/mcp"), port);
        try (Sidecar sidecar = new Sidecar(config, Clock.systemUTC(), OutputStream.nullOutputStream())) {
            String origin = "http://localhost:" + sidecar.publicAddress().getPort();
            for (String path : List.of("/register", "/token", "/authorize", "/login", "/revoke", "/introspect")) {
                HttpResponse<String> refused = form(origin + path, Map.of("x", "x".repeat(70_000)));

                assertThat(refused.statusCode()).as(path).isEqualTo(413);
            }
        }
    }

    /// Of a token that was good until its grant was revoked.
    private void awaitRefusal(HttpRequest call) throws IOException, InterruptedException {
        int status = 200;
        while (status == 200) {
            Thread.sleep(50);
            status = send(call).statusCode();
        }
        assertThat(status).isEqualTo(401);
    }

    private Config config(URI upstream, int port) {
        Map<Option, List<String>> flags = new EnumMap<>(Option.class);
        flags.put(Option.UPSTREAM, List.of(upstream.toString()));
        flags.put(Option.LISTEN, List.of("127.0.0.1:" + port));
        flags.put(Option.OPS_LISTEN, List.of("127.0.0.1:0"));
        flags.put(Option.AUTH_RESOURCE_SERVER_URL, List.of("http://localhost:" + port + "/mcp"));
        flags.put(Option.AUTH_REQUIRED_SCOPES, List.of("mcp:use"));
        flags.put(Option.AUTHSERVER, List.of("local"));
        flags.put(Option.AUTHSERVER_USERS_FILE, List.of("users"));
        flags.put(Option.DATA_DIR, List.of(folder.resolve("data").toString()));
        ConfigResult read = ConfigReader.read(
                Settings.of(flags, Map.of(), Map.of()), _ -> Optional.of("alice:" + TestFace.HASH + "\n"));
        return switch (read) {
            case ConfigResult.Complete complete -> complete.config();
            case ConfigResult.Faulty faulty -> throw new AssertionError(faulty);
        };
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String register(JsonObject metadata) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url(metadata, "registration_endpoint")))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"client_name\":\"Socket client\",\"redirect_uris\":[\""
                        + TestFace.REDIRECT + "\"],\"token_endpoint_auth_method\":\"none\"}"))
                .build();
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).isEqualTo(201);
        return json(answer).string("client_id").orElseThrow();
    }

    private String code(JsonObject metadata, String client, String resource) throws IOException, InterruptedException {
        Map<String, String> parameters = TestFace.authorization(client);
        parameters.put("resource", resource);
        HttpResponse<String> login =
                follow(get(url(metadata, "authorization_endpoint") + "?" + TestFace.encode(parameters)));
        Map<String, String> who = new LinkedHashMap<>(Map.of("username", "alice", "password", "correct horse"));
        who.put("request", hidden(login));
        HttpResponse<String> consent = follow(form(url(metadata, "issuer") + "/login", who));
        HttpResponse<String> back =
                form(url(metadata, "issuer") + "/consent", Map.of("request", hidden(consent), "decision", "allow"));
        String location = back.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(TestFace.REDIRECT);
        return location.replaceFirst(".*[?&]code=([^&]*).*", "$1");
    }

    private static String hidden(HttpResponse<String> page) {
        return TestFace.hidden(AuthResponse.text(page.statusCode(), "text/html", page.body()), "request");
    }

    private HttpResponse<String> follow(HttpResponse<String> redirect) throws IOException, InterruptedException {
        assertThat(redirect.statusCode()).as(redirect.body()).isEqualTo(303);
        return get(redirect.headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private HttpResponse<String> form(String url, Map<String, String> form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(TestFace.encode(form)))
                .build());
    }

    private static HttpRequest mcp(String origin, String token) {
        return HttpRequest.newBuilder(URI.create(origin + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return browser.send(request, BodyHandlers.ofString());
    }

    private static String url(JsonObject metadata, String name) {
        return metadata.string(name).orElseThrow();
    }

    private static JsonObject json(HttpResponse<String> response) {
        return StrictJson.read(response.body()).orElseThrow(() -> new AssertionError(response.body()));
    }
}
