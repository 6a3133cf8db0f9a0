package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A client and its user's browser on the way from nothing to a revoked token, one request at a time, each to the
/// replica that is named: as a load balancer in front of the public address would have it.
final class SteppedFlow {
    private static final String FORM = "application/x-www-form-urlencoded";

    /// One request, or two where the browser shows a page and posts its form.
    enum Step {
        REGISTER,
        AUTHORIZE,
        SHOW_LOGIN,
        LOGIN,
        SHOW_CONSENT,
        CONSENT,
        CALLBACK,
        REDEEM,
        CALL,
        REFRESH,
        CALL_AGAIN,
        REVOKE,
        REFRESH_IN_VAIN
    }

    /// What a user of ours goes through.
    static final List<Step> LOCAL = List.of(
            Step.REGISTER,
            Step.AUTHORIZE,
            Step.SHOW_LOGIN,
            Step.LOGIN,
            Step.SHOW_CONSENT,
            Step.CONSENT,
            Step.REDEEM,
            Step.CALL,
            Step.REFRESH,
            Step.CALL_AGAIN,
            Step.REVOKE,
            Step.REFRESH_IN_VAIN);

    /// What a user of a provider goes through.
    static final List<Step> ELSEWHERE = List.of(
            Step.REGISTER,
            Step.AUTHORIZE,
            Step.SHOW_CONSENT,
            Step.CONSENT,
            Step.CALLBACK,
            Step.REDEEM,
            Step.CALL,
            Step.REFRESH,
            Step.CALL_AGAIN,
            Step.REVOKE,
            Step.REFRESH_IN_VAIN);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final String address;
    private String client = "";
    private String next = "";
    private String request = "";
    private String accessToken = "";
    private String refreshToken = "";

    /// @param address whom a trusted proxy says the requests come from
    SteppedFlow(String address) {
        this.address = address;
    }

    String client() {
        return client;
    }

    String refreshToken() {
        return refreshToken;
    }

    /// Where the browser stands.
    String next() {
        return next;
    }

    void go(List<Step> steps, int port) throws IOException, InterruptedException {
        for (Step step : steps) {
            go(step, port);
        }
    }

    void go(Step step, int port) throws IOException, InterruptedException {
        switch (step) {
            case REGISTER -> register(port);
            case AUTHORIZE -> follow(get(port, "/authorize?" + TestFace.encode(TestFace.authorization(client))), 303);
            case SHOW_LOGIN, SHOW_CONSENT -> show(port);
            case LOGIN -> follow(post(port, "/login", Map.of("username", "alice", "password", "correct horse")), 303);
            case CONSENT -> follow(post(port, "/consent", Map.of("decision", "allow")), 303);
            case CALLBACK -> follow(get(port, "/callback?code=theirs&state=" + parameter("state")), 303);
            case REDEEM -> keep(form(port, "/token", TestFace.redemption(client, parameter("code"))));
            case CALL, CALL_AGAIN -> assertThat(call(port).statusCode()).isEqualTo(200);
            case REFRESH -> keep(refresh(port));
            case REVOKE ->
                assertThat(form(port, "/revoke", Map.of("client_id", client, "token", refreshToken))
                                .statusCode())
                        .isEqualTo(200);
            case REFRESH_IN_VAIN -> assertThat(refresh(port).body()).contains("invalid_grant");
        }
    }

    HttpResponse<String> tryToRegister(int port) throws IOException, InterruptedException {
        return send(to(port, "/register")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"client_name\":\"Stepped client\",\"redirect_uris\":[\""
                        + TestFace.REDIRECT + "\"],\"token_endpoint_auth_method\":\"none\"}")));
    }

    private void register(int port) throws IOException, InterruptedException {
        HttpResponse<String> answer = tryToRegister(port);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        client = json(answer).string("client_id").orElseThrow();
    }

    private void show(int port) throws IOException, InterruptedException {
        HttpResponse<String> page = get(port, next.substring(TestFace.ISSUER.length()));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        request = TestFace.hidden(AuthResponse.text(200, "text/html", page.body()), "request");
    }

    private HttpResponse<String> post(int port, String path, Map<String, String> form)
            throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("request", request);
        return form(port, path, all);
    }

    private void follow(HttpResponse<String> redirect, int status) {
        assertThat(redirect.statusCode()).as(redirect.body()).isEqualTo(status);
        next = redirect.headers().firstValue("Location").orElseThrow();
    }

    private String parameter(String name) {
        return TestFace.parameter(AuthResponse.redirect(next), name);
    }

    private void keep(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        accessToken = json(answer).string("access_token").orElseThrow();
        refreshToken = json(answer).string("refresh_token").orElseThrow();
    }

    HttpResponse<String> refresh(int port) throws IOException, InterruptedException {
        return form(
                port,
                "/token",
                Map.of("grant_type", "refresh_token", "client_id", client, "refresh_token", refreshToken));
    }

    /// Takes what a refresh answered, where it is new tokens.
    boolean accept(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(Set.of(200, 503));
        if (answer.statusCode() == 200) {
            keep(answer);
        }
        return answer.statusCode() == 200;
    }

    /// Calls the MCP server behind with the access token.
    HttpResponse<String> call(int port) throws IOException, InterruptedException {
        return send(to(port, "/mcp")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + accessToken)
                .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")));
    }

    HttpResponse<String> get(int port, String target) throws IOException, InterruptedException {
        return send(to(port, target));
    }

    HttpResponse<String> form(int port, String path, Map<String, String> form)
            throws IOException, InterruptedException {
        return body(port, path, FORM, TestFace.encode(form));
    }

    HttpResponse<String> body(int port, String path, String type, String body)
            throws IOException, InterruptedException {
        return send(to(port, path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder to(int port, String target) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .timeout(Duration.ofSeconds(30))
                .header("X-Forwarded-For", address);
        if (!cookies.isEmpty()) {
            List<String> pairs = cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .toList();
            builder.header("Cookie", String.join("; ", pairs));
        }
        return builder;
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(builder.build(), BodyHandlers.ofString());
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return response;
    }

    static JsonObject json(HttpResponse<String> response) {
        return StrictJson.read(response.body()).orElseThrow(() -> new AssertionError(response.body()));
    }
}
