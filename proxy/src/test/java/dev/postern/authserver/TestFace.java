package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.postern.authserver.provider.IdentityProvider;
import dev.postern.authserver.provider.LocalProvider;
import dev.postern.authserver.store.Seal;
import dev.postern.authserver.store.Store;
import dev.postern.config.AuthServerConfig;
import dev.postern.config.ClientsConfig;
import dev.postern.config.IdentityProviderConfig;
import dev.postern.config.SealKeys;
import dev.postern.config.StoreConfig;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.ResourceUri;
import dev.postern.oauth.Scopes;
import dev.postern.testing.TestClock;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The authorization server by itself, without a socket, and a browser with its cookies.
final class TestFace {
    static final String ISSUER = "https://mcp.example.com";
    static final String RESOURCE = ISSUER + "/mcp";
    static final String REDIRECT = "https://client.example.net/callback";
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    static final String HASH =
            "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$rAjuexKlLdAHLvqk7TeeiWZjW4OPoRGwldJXdHbTuKI";

    final TestClock clock = new TestClock();
    final MemoryStore memory = new MemoryStore();
    final AuthorizationServer server;
    final KeyRing keys;
    final RevokedTokens revoked;
    final List<String> notes = new CopyOnWriteArrayList<>();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String address = "192.0.2.1";

    TestFace() {
        this(local());
    }

    TestFace(IdentityProvider provider) {
        this(provider, config());
    }

    TestFace(IdentityProvider provider, AuthServerConfig config) {
        AuthServerParts parts = parts(config, memory, provider, clock, notes::add);
        keys = parts.keys();
        server = parts.server();
        revoked = parts.revoked();
    }

    static AuthServerParts parts(AuthServerConfig config, Store store, IdentityProvider provider, TestClock clock) {
        return parts(config, store, provider, clock, _ -> {});
    }

    private static AuthServerParts parts(
            AuthServerConfig config, Store store, IdentityProvider provider, TestClock clock, Consumer<String> notes) {
        SealKeys sealKeys = new SealKeys(List.of(Base64.getEncoder().encodeToString(new byte[32])));
        Seal seal = new Seal(sealKeys, new SecureRandom());
        return new AuthServerParts(
                config,
                store,
                provider,
                seal,
                new SecureRandom(),
                clock,
                new OutboundCalls(TestDocuments.client(clock), TestDocuments.issuers(), notes));
    }

    static AuthServerConfig config() {
        return config(new ClientsConfig(true, List.of(), List.of()), new IdentityProviderConfig.Local(List.of()));
    }

    static AuthServerConfig config(ClientsConfig clients, IdentityProviderConfig provider) {
        return new AuthServerConfig(
                new Issuer(ISSUER),
                new ResourceUri(RESOURCE),
                Scopes.parse("mcp:use mcp:admin"),
                Map.of("mcp:admin", "change how the server works"),
                Set.of("cursor"),
                provider,
                Duration.ofMinutes(10),
                Duration.ofDays(90),
                Duration.ofSeconds(60),
                new StoreConfig.Embedded(Path.of("unused"), null),
                clients);
    }

    /// Alice and Bob, whose password is `correct horse`, hashed at a cost that tests can bear.
    static LocalProvider local() {
        return new LocalProvider(List.of("# a small team", "alice:" + HASH, "", "bob:" + HASH), new SecureRandom());
    }

    /// Whom requests come from, from now on.
    void from(String newAddress) {
        address = newAddress;
    }

    void forgetCookies() {
        cookies.clear();
    }

    AuthResponse get(String target) {
        return send("GET", target, "", Map.of());
    }

    AuthResponse post(String target, Map<String, String> form) {
        return send("POST", target, encode(form), Map.of("content-type", "application/x-www-form-urlencoded"));
    }

    AuthResponse postJson(String target, String json) {
        return send("POST", target, json, Map.of("content-type", "application/json"));
    }

    AuthResponse send(String method, String target, String body, Map<String, String> fields) {
        String local = target.startsWith(ISSUER) ? target.substring(ISSUER.length()) : target;
        int mark = local.indexOf('?');
        Map<String, List<String>> lines = new LinkedHashMap<>();
        fields.forEach((name, value) -> lines.put(name, List.of(value)));
        List<String> pairs = new ArrayList<>();
        cookies.forEach((name, value) -> pairs.add(name + "=" + value));
        if (!pairs.isEmpty()) {
            lines.put("cookie", List.of(String.join("; ", pairs)));
        }
        AuthResponse response = server.answer(new AuthRequest(
                method,
                mark < 0 ? local : local.substring(0, mark),
                mark < 0 ? "" : local.substring(mark + 1),
                lines,
                body,
                address));
        keepCookies(response);
        return response;
    }

    private void keepCookies(AuthResponse response) {
        for (AuthResponse.Field field : response.fields()) {
            if (field.name().equals("Set-Cookie")) {
                String[] pair = field.value().split(";", 2)[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            }
        }
    }

    static String encode(Map<String, String> form) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        form.forEach((name, value) -> lists.put(name, List.of(value)));
        return URLUtils.serializeParameters(lists);
    }

    /// The id of a client that registered itself, public or with a secret.
    JsonObject register(String method) {
        return json(postJson("/register", """
                {"client_name": "Test client", "redirect_uris": ["%s"], "token_endpoint_auth_method": "%s",
                 "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"]}
                """.formatted(REDIRECT, method)));
    }

    String publicClient() {
        return register("none").string("client_id").orElseThrow();
    }

    static Map<String, String> authorization(String clientId) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", REDIRECT);
        parameters.put("state", "af0ifjsldkj");
        parameters.put("code_challenge", CHALLENGE);
        parameters.put("code_challenge_method", "S256");
        parameters.put("scope", "mcp:use offline_access");
        parameters.put("resource", RESOURCE);
        return parameters;
    }

    AuthResponse authorize(Map<String, String> parameters) {
        return get("/authorize?" + encode(parameters));
    }

    /// Goes from the login page to the consent page.
    AuthResponse login(AuthResponse toLogin, String name, String password) {
        AuthResponse page = get(toLogin.field("Location"));
        return post("/login", Map.of("request", hidden(page, "request"), "username", name, "password", password));
    }

    AuthResponse decide(AuthResponse toConsent, String decision) {
        AuthResponse page = get(toConsent.field("Location"));
        return post("/consent", Map.of("request", hidden(page, "request"), "decision", decision));
    }

    /// The whole way to a code.
    String code(Map<String, String> parameters) {
        AuthResponse back = decide(login(authorize(parameters), "alice", "correct horse"), "allow");
        return parameter(back, "code");
    }

    static Map<String, String> redemption(String clientId, String code) {
        return redemption(clientId, code, RESOURCE);
    }

    static Map<String, String> redemption(String clientId, String code, String resource) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", clientId);
        form.put("code", code);
        form.put("redirect_uri", REDIRECT);
        form.put("code_verifier", VERIFIER);
        form.put("resource", resource);
        return form;
    }

    AuthResponse refresh(String clientId, String token) {
        return post("/token", Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", token));
    }

    JsonObject tokens(String clientId) {
        return json(post("/token", redemption(clientId, code(authorization(clientId)))));
    }

    static JsonObject json(AuthResponse response) {
        return StrictJson.read(response.body()).orElseThrow(() -> new AssertionError(response.toString()));
    }

    static String error(AuthResponse response) {
        return json(response).string("error").orElse("");
    }

    static String hidden(AuthResponse page, String name) {
        Matcher matcher =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page.body());
        if (!matcher.find()) {
            throw new AssertionError("no field " + name + " in " + page);
        }
        return matcher.group(1);
    }

    static String parameter(AuthResponse redirect, String name) {
        String query = URI.create(redirect.field("Location")).getRawQuery();
        List<String> values = URLUtils.parseParameters(query).getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }
}
