package dev.postern.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoIssuerTest {
    private static final String RESOURCE = "http://127.0.0.1:8080/mcp";
    private static final String GRANT = "grant_type=client_credentials";

    private final ByteArrayOutputStream journal = new ByteArrayOutputStream();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final DemoIssuer issuer = new DemoIssuer(
            Ports.any(),
            RESOURCE,
            "mcp:use",
            Clock.systemUTC(),
            new SecureRandom(),
            new PrintStream(journal, true, StandardCharsets.UTF_8));
    private final DemoUser alice = issuer.users().getFirst();

    DemoIssuerTest() throws IOException {}

    @BeforeEach
    void start() {
        issuer.start();
    }

    @AfterEach
    void stop() {
        issuer.close();
        client.close();
    }

    @Test
    void saysLoudlyThatItIsForDevelopment() {
        assertThat(journal.toString(StandardCharsets.UTF_8)).contains("DEVELOPMENT ISSUER", "Never trust it");
    }

    @Test
    void itsMetadataNamesItselfItsKeysAndItsTokenEndpoint() throws Exception {
        JsonNode metadata =
                json.readTree(get("/.well-known/oauth-authorization-server").body());

        assertThat(metadata.get("issuer").asText()).isEqualTo(issuer.issuer());
        assertThat(metadata.get("jwks_uri").asText()).isEqualTo(issuer.issuer() + "/jwks");
        assertThat(metadata.get("token_endpoint").asText()).isEqualTo(issuer.issuer() + "/token");
    }

    @Test
    void issuesAccessTokensForTheResourceOnly() throws Exception {
        HttpResponse<String> response = token(basic(alice.name(), alice.secret()), GRANT);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        SignedJWT token = SignedJWT.parse(
                json.readTree(response.body()).get("access_token").asText());
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly(RESOURCE);
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("alice");
        assertThat(token.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("mcp:use");
    }

    @Test
    void publishesThePublicHalfOfItsKeyOnly() throws Exception {
        JWKSet keys = JWKSet.parse(get("/jwks").body());
        SignedJWT token = SignedJWT.parse(issuer.tokenFor(alice));

        assertThat(keys.getKeys()).allMatch(key -> !key.isPrivate());
        assertThat(token.verify(new ECDSAVerifier(keys.getKeys().getFirst().toECKey())))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=password,400,unsupported_grant_type",
        "'',400,unsupported_grant_type",
        "grant_type=client_credentials&scope=admin,400,invalid_scope",
        "grant_type=client_credentials&resource=https%3A%2F%2Fother.example,400,invalid_target"
    })
    void refusesWhatItDoesNotGrant(String form, int status, String error) throws Exception {
        HttpResponse<String> response = token(basic(alice.name(), alice.secret()), form);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("{\"error\":\"" + error + "\"}");
    }

    @ParameterizedTest
    @CsvSource({"Basic", "Basic !!!", "Bearer x", "Basic YWxpY2U=", "Basic YWxpY2U6", "Basic YWxpY2U6JXp6"})
    void refusesAClientWithoutItsSecret(String authorization) throws Exception {
        HttpResponse<String> response = token(authorization, GRANT);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void neverWritesASecretOrATokenIntoItsJournal() throws Exception {
        String body = token(basic(alice.name(), alice.secret()), GRANT).body();

        assertThat(journal.toString(StandardCharsets.UTF_8))
                .contains("a token was issued")
                .doesNotContain(alice.secret())
                .doesNotContain(json.readTree(body).get("access_token").asText());
    }

    @Test
    void takesAnotherPortWhereTheOneItWantsIsTaken() throws Exception {
        int taken = URI.create(issuer.issuer()).getPort();

        assertThat(Ports.isFree(taken)).isFalse();
        assertThat(Ports.preferably(taken)).isNotEqualTo(taken);
    }

    private static String basic(String name, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(issuer.issuer() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> token(String authorization, String form) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer.issuer() + "/token"))
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
