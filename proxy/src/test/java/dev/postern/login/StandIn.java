package dev.postern.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.oauth.Scopes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An MCP server and an authorization server on one free port of the loopback. Everything can be put wrong.
final class StandIn implements AutoCloseable {
    static final String RESOURCE_PLACE = "/.well-known/oauth-protected-resource/mcp";

    /// What of a request a page may look at.
    record Asked(String method, String path, String query, String body, HttpExchange exchange) {
        String header(String name) {
            String value = exchange.getRequestHeaders().getFirst(name);
            return value == null ? "" : value;
        }

        Map<String, String> form() {
            return Forms.read(body).orElseThrow();
        }
    }

    /// A status, and a body where that is not empty.
    record Page(int status, String type, String body, Map<String, String> headers) {
        static Page json(int status, String body) {
            return new Page(status, "application/json", body, Map.of());
        }

        Page with(String header, String value) {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.put(header, value);
            return new Page(status, type, body, all);
        }
    }

    interface Handler {
        Page answer(Asked asked) throws IOException;
    }

    private final HttpServer server;
    private final Map<String, Handler> pages = new ConcurrentHashMap<>();
    private final AtomicInteger made = new AtomicInteger();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final Map<String, Scopes> good = new ConcurrentHashMap<>();
    private final Map<String, Scopes> refreshes = new ConcurrentHashMap<>();

    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<Asked> tokenRequests = new CopyOnWriteArrayList<>();
    final List<JsonObject> registrations = new CopyOnWriteArrayList<>();
    final List<Map<String, String>> authorizations = new CopyOnWriteArrayList<>();
    final List<Asked> calls = new CopyOnWriteArrayList<>();
    final Map<String, Object> resource = new LinkedHashMap<>();
    final Map<String, Object> metadata = new LinkedHashMap<>();
    volatile String challenge;
    volatile String resourcePlace = RESOURCE_PLACE;
    volatile String serverPlace;
    volatile UnaryOperator<Map<String, String>> redirect = UnaryOperator.identity();
    volatile int lifetime = 3600;
    volatile boolean refreshing = true;
    volatile Handler mcp = _ -> Page.json(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[]}}");

    StandIn() {
        this("");
    }

    /// @param issuerPath empty, or beginning with a slash
    StandIn(String issuerPath) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        String issuer = origin() + issuerPath;
        serverPlace = "/.well-known/oauth-authorization-server" + issuerPath;
        challenge = "Bearer resource_metadata=\"" + origin() + RESOURCE_PLACE + "\", scope=\"mcp:read\"";
        resource.put("resource", url());
        resource.put("authorization_servers", List.of(issuer));
        resource.put("scopes_supported", List.of("mcp:basic"));
        metadata.put("issuer", issuer);
        metadata.put("authorization_endpoint", origin() + "/authorize");
        metadata.put("token_endpoint", origin() + "/token");
        metadata.put("registration_endpoint", origin() + "/register");
        metadata.put("revocation_endpoint", origin() + "/revoke");
        metadata.put("code_challenge_methods_supported", List.of("S256"));
        metadata.put("token_endpoint_auth_methods_supported", List.of("none", "client_secret_basic"));
        metadata.put("authorization_response_iss_parameter_supported", true);
        server.start();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String url() {
        return origin() + "/mcp";
    }

    Endpoint endpoint() {
        try {
            return Endpoint.of(url());
        } catch (LoginException e) {
            throw new UncheckedIOException(e);
        }
    }

    String issuer() {
        return metadata.getOrDefault("issuer", "").toString();
    }

    /// Serves something else at this path.
    void page(String path, Handler handler) {
        pages.put(path, handler);
    }

    /// Makes the MCP server forget every access token.
    void forgetTokens() {
        good.clear();
    }

    /// A token that is good at the MCP server.
    String token(Scopes scopes) {
        String token = "access-" + made.incrementAndGet();
        good.put(token, scopes);
        return token;
    }

    long countOf(String request) {
        return requests.stream().filter(request::equals).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String query = exchange.getRequestURI().getRawQuery();
        requests.add(exchange.getRequestMethod() + " " + path);
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Asked asked = new Asked(exchange.getRequestMethod(), path, query == null ? "" : query, body, exchange);
            send(exchange, pages.getOrDefault(path, this::standard).answer(asked));
        }
    }

    private static void send(HttpExchange exchange, Page page) throws IOException {
        if (!page.type().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", page.type());
        }
        page.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = page.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(page.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Page standard(Asked asked) throws IOException {
        if (asked.path().equals(resourcePlace)) {
            return Page.json(200, JsonText.of(resource));
        }
        if (asked.path().equals(serverPlace)) {
            return Page.json(200, JsonText.of(metadata));
        }
        return switch (asked.path()) {
            case "/mcp" -> guarded(asked);
            case "/authorize" -> authorize(asked);
            case "/token" -> token(asked);
            case "/register" -> register(asked);
            case "/revoke" -> Page.json(200, "{}");
            default -> Page.json(404, "{}");
        };
    }

    private Page guarded(Asked asked) throws IOException {
        calls.add(asked);
        @Nullable Scopes granted = good.get(asked.header("Authorization").replaceFirst("^Bearer ", ""));
        return granted == null
                ? Page.json(401, "{\"error\":\"invalid_token\"}").with("WWW-Authenticate", challenge)
                : mcp.answer(asked);
    }

    /// Refuses the request for want of this scope, unless its token has it.
    Page unlessGranted(Asked asked, String scope, Page page) {
        Scopes granted = good.getOrDefault(asked.header("Authorization").replaceFirst("^Bearer ", ""), Scopes.NONE);
        return granted.values().contains(scope)
                ? page
                : Page.json(403, "{\"error\":\"insufficient_scope\"}")
                        .with(
                                "WWW-Authenticate",
                                "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\", resource_metadata=\""
                                        + origin() + RESOURCE_PLACE + "\"");
    }

    private Page authorize(Asked asked) {
        Map<String, String> query = Forms.read(asked.query()).orElseThrow();
        authorizations.add(query);
        String code = "code-" + made.incrementAndGet();
        codes.put(code, query);
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", code);
        answer.put("state", query.getOrDefault("state", ""));
        answer.put("iss", issuer());
        String back = query.getOrDefault("redirect_uri", "") + "?" + Forms.write(redirect.apply(answer));
        return new Page(303, "", "", Map.of("Location", back));
    }

    private Page token(Asked asked) {
        tokenRequests.add(asked);
        Map<String, String> form = asked.form();
        return switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> {
                Map<String, String> query = codes.remove(form.getOrDefault("code", ""));
                yield query == null ? refused() : granted(Scopes.parse(query.getOrDefault("scope", "")));
            }
            case "refresh_token" -> {
                Scopes scopes = refreshes.remove(form.getOrDefault("refresh_token", ""));
                yield scopes == null ? refused() : granted(scopes);
            }
            default -> granted(Scopes.parse(form.getOrDefault("scope", "")));
        };
    }

    private static Page refused() {
        return Page.json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"used \\u001b[31malready\"}");
    }

    private Page granted(Scopes scopes) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", token(scopes));
        answer.put("token_type", "bearer");
        answer.put("expires_in", lifetime);
        answer.put("scope", scopes);
        if (refreshing) {
            String refresh = "refresh-" + made.incrementAndGet();
            refreshes.put(refresh, scopes);
            answer.put("refresh_token", refresh);
        }
        return Page.json(200, JsonText.of(answer));
    }

    private Page register(Asked asked) {
        registrations.add(StrictJson.read(asked.body()).orElseThrow());
        return Page.json(201, "{\"client_id\":\"registered-" + made.incrementAndGet() + "\"}");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
