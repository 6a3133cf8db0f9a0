package dev.postern.demo;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.form.EagerFormParsingHandler;
import io.undertow.server.handlers.form.FormData;
import io.undertow.server.handlers.form.FormDataParser;
import io.undertow.util.Headers;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An issuer for development, on loopback only: metadata (RFC 8414), keys, and client credentials for demo users.
public final class DemoIssuer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Duration LIFETIME = Duration.ofHours(12);

    private final String issuer;
    private final String scope;
    private final List<DemoUser> users;
    private final AccessTokens tokens;
    private final TokenEndpoint endpoint;
    private final PrintStream journal;
    private final Undertow undertow;

    /// Makes an issuer with a key and secrets of its own; it listens from [#start()] on.
    ///
    /// @param port on loopback
    /// @param audience the resource its tokens are for
    /// @param scope what its tokens grant
    /// @param journal where it says what it does
    public DemoIssuer(int port, String audience, String scope, Clock clock, SecureRandom random, PrintStream journal) {
        this.issuer = "http://" + HOST + ":" + port;
        this.scope = scope;
        this.users = List.of(DemoUser.named("alice", random), DemoUser.named("bob", random));
        this.tokens = new AccessTokens(issuer, audience, LIFETIME, clock);
        this.endpoint = new TokenEndpoint(users, scope, tokens);
        this.journal = journal;
        HttpHandler handler = Handlers.path()
                .addExactPath("/.well-known/oauth-authorization-server", this::answerMetadata)
                .addExactPath("/jwks", exchange -> send(exchange, 200, tokens.keySet()))
                .addExactPath("/token", new BlockingHandler(new EagerFormParsingHandler(this::answerToken)));
        this.undertow = Undertow.builder()
                .addHttpListener(port, HOST, handler)
                .setIoThreads(1)
                .setWorkerThreads(4)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 16 * 1024L)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 16 * 1024)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 5_000)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
                .build();
    }

    public void start() {
        undertow.start();
        journal.println("DEVELOPMENT ISSUER on " + issuer + ": its key was made just now and ends with this process.");
        journal.println("Its tokens prove nothing about anybody. Never trust it anywhere else.");
    }

    /// The issuer identifier.
    public String issuer() {
        return issuer;
    }

    public List<DemoUser> users() {
        return users;
    }

    /// A token as the token endpoint would give it.
    public String tokenFor(DemoUser user) {
        return tokens.issue(user, scope);
    }

    @Override
    public void close() {
        undertow.stop();
    }

    private void answerMetadata(HttpServerExchange exchange) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer);
        metadata.put("token_endpoint", issuer + "/token");
        metadata.put("jwks_uri", issuer + "/jwks");
        metadata.put("scopes_supported", List.of(scope));
        metadata.put("response_types_supported", List.of());
        metadata.put("grant_types_supported", List.of("client_credentials"));
        metadata.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"));
        send(exchange, 200, JSONObjectUtils.toJSONString(metadata));
    }

    private void answerToken(HttpServerExchange exchange) {
        Map<String, String> form = new HashMap<>();
        FormData data = exchange.getAttachment(FormDataParser.FORM_DATA);
        if (data != null) {
            for (String name : data) {
                form.put(name, data.getFirst(name).getValue());
            }
        }
        @Nullable String authorization = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        TokenAnswer answer = endpoint.answer(authorization, form);
        journal.println("Development issuer: " + (answer.status() == 200 ? "a token was issued" : "no token was issued")
                + " (" + answer.status() + ")");
        if (answer.status() == 401) {
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Basic realm=\"development issuer\"");
        }
        send(exchange, answer.status(), JSONObjectUtils.toJSONString(answer.members()));
    }

    private static void send(HttpServerExchange exchange, int status, String body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders()
                .put(Headers.CONTENT_TYPE, "application/json")
                .put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(body);
    }
}
