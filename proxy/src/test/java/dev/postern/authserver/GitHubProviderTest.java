package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postern.authserver.provider.GitHubProvider;
import dev.postern.config.AllowedUser;
import dev.postern.config.IdentityProviderConfig;
import dev.postern.config.KeysConfig;
import dev.postern.json.JsonObject;
import dev.postern.oauth.ClientSecret;
import dev.postern.outbound.IssuerClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The provider against a stand-in for GitHub on a socket.
class GitHubProviderTest {
    private final HttpServer gitHub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final IssuerClient client = new IssuerClient(
            new KeysConfig(Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofSeconds(3), 256 * 1024, false));
    private volatile int userStatus = 200;
    private volatile String membership = "{\"state\":\"active\"}";
    private volatile String authorization = "";

    GitHubProviderTest() throws IOException {
        gitHub.createContext("/token", exchange -> send(exchange, 200, "{\"access_token\":\"gho_theirs\"}"));
        gitHub.createContext("/user", exchange -> {
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            send(exchange, userStatus, "{\"id\":583231,\"login\":\"Octocat\"}");
        });
        gitHub.createContext(
                "/user/memberships/orgs/acme",
                exchange -> send(exchange, membership.isEmpty() ? 404 : 200, membership));
        gitHub.start();
    }

    @AfterEach
    void stop() {
        gitHub.stop(0);
        client.close();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private TestFace face(String kind, String value) {
        URI base = URI.create("http://127.0.0.1:" + gitHub.getAddress().getPort());
        return new TestFace(new GitHubProvider(
                new IdentityProviderConfig.GitHub(
                        "postern",
                        new ClientSecret("s3cret"),
                        List.of(new AllowedUser(AllowedUser.Kind.valueOf(kind), value))),
                TestFace.ISSUER + "/callback",
                client,
                new GitHubProvider.Endpoints(
                        base.resolve("/authorize"), base.resolve("/token"), base.resolve("/user"))));
    }

    private static AuthResponse depart(TestFace face, String clientId) {
        return face.decide(face.authorize(TestFace.authorization(clientId)), "allow");
    }

    private static AuthResponse arrive(TestFace face, AuthResponse away, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("state", TestFace.parameter(away, "state"));
        return face.get("/callback?" + TestFace.encode(all));
    }

    private static JsonObject tokens(TestFace face, String clientId) {
        AuthResponse back = arrive(face, depart(face, clientId), Map.of("code", "theirs"));
        return TestFace.json(face.post("/token", TestFace.redemption(clientId, TestFace.parameter(back, "code"))));
    }

    @Test
    void knowsAUserByTheNumberAndTellsTheNameAndOrganization() throws ParseException {
        TestFace face = face("ORG", "Acme");
        String clientId = face.publicClient();

        AuthResponse away = depart(face, clientId);
        JsonObject tokens = tokens(face, clientId);

        assertThat(TestFace.parameter(away, "scope")).isEqualTo("read:user read:org");
        assertThat(authorization).isEqualTo("Bearer gho_theirs");
        SignedJWT token = SignedJWT.parse(tokens.string("access_token").orElseThrow());
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("583231");
        assertThat(token.getJWTClaimsSet().getClaim("preferred_username")).isEqualTo("Octocat");
        assertThat(token.getJWTClaimsSet().getStringListClaim("groups")).containsExactly("acme");
    }

    @ParameterizedTest
    @CsvSource({
        "ANYONE, '', true",
        "USER, octocat, true",
        "USER, octodog, false",
        "SUBJECT, 583231, true",
        "SUBJECT, Octocat, false",
        "ORG, acme, true",
        "ORG, other, false"
    })
    void letsInWhomTheOperatorAllows(String kind, String value, boolean isIn) {
        TestFace face = face(kind, value);

        AuthResponse back = arrive(face, depart(face, face.publicClient()), Map.of("code", "theirs"));

        assertThat(TestFace.parameter(back, "error")).isEqualTo(isIn ? "" : "access_denied");
    }

    @ParameterizedTest
    @CsvSource({"'', 200", "'{\"state\":\"pending\"}', 200", "'{\"state\":\"active\"}', 401"})
    void endsTheGrantOfWhoLeftTheOrganizationOrTookTheTokenBack(String newMembership, int newStatus) {
        TestFace face = face("ORG", "acme");
        String clientId = face.publicClient();
        JsonObject tokens = tokens(face, clientId);

        membership = newMembership;
        userStatus = newStatus;
        AuthResponse ended =
                face.refresh(clientId, tokens.string("refresh_token").orElseThrow());

        assertThat(TestFace.error(ended)).isEqualTo("invalid_grant");
    }

    @Test
    void tellsTheClientThatTheUserDidNotWantTo() {
        TestFace face = face("ANYONE", "");

        AuthResponse back = arrive(face, depart(face, face.publicClient()), Map.of("error", "access_denied"));

        assertThat(TestFace.parameter(back, "error")).isEqualTo("access_denied");
    }
}
