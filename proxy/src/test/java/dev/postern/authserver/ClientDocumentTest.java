package dev.postern.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.json.JsonObject;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients whose id is the URL of a document, before a website on this machine.
@Timeout(60)
class ClientDocumentTest {
    private final TestDocuments website = new TestDocuments();
    private final TestFace face = new TestFace();

    @AfterEach
    void close() {
        website.close();
    }

    @Test
    void letsAClientInByItsDocumentAlone() {
        String id = website.client("/client.json", "\"client_uri\": \"https://client.example.net\"");

        AuthResponse consent = face.get(face.login(face.authorize(TestFace.authorization(id)), "alice", "correct horse")
                .field("Location"));
        JsonObject tokens = face.tokens(id);
        AuthResponse refreshed = face.refresh(id, tokens.string("refresh_token").orElseThrow());

        assertThat(consent.body())
                .contains("Document client")
                .contains("described at localhost:")
                .contains("client.example.net");
        assertThat(tokens.string("access_token")).isPresent();
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(website.requests).containsExactly("/client.json");
    }

    @Test
    void saysThatItKnowsClientsByTheirDocuments() {
        assertThat(TestFace.json(face.get("/.well-known/oauth-authorization-server"))
                        .get("client_id_metadata_document_supported"))
                .isEqualTo(true);
    }

    @Test
    void warnsOfAProgramOnTheUsersMachine() {
        String id = website.publish("/client.json", """
                {"client_id": "%s", "client_name": "Local", "redirect_uris": ["http://localhost:3000/callback"]}
                """);
        Map<String, String> parameters = TestFace.authorization(id);
        parameters.put("redirect_uri", "http://localhost:51234/callback");

        AuthResponse consent = face.get(
                face.login(face.authorize(parameters), "alice", "correct horse").field("Location"));

        assertThat(consent.body()).contains("a program on this computer").contains("localhost:51234");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"client_id\": \"%s/\", \"client_name\": \"n\", \"redirect_uris\": [\"https://client.example.net/callback\"]}",
                "{\"client_name\": \"n\", \"redirect_uris\": [\"https://client.example.net/callback\"]}",
                "{\"client_id\": \"%s\", \"redirect_uris\": [\"https://client.example.net/callback\"]}",
                "{\"client_id\": \"%s\", \"client_name\": \"n\"}",
                "{\"client_id\": \"%s\", \"client_name\": \"n\", \"redirect_uris\": [\"http://client.example.net/callback\"]}",
                "{\"client_id\": \"%s\", \"client_id\": \"%s\", \"client_name\": \"n\", \"redirect_uris\": [\"https://client.example.net/callback\"]}",
                "{\"client_id\": \"%s\", \"client_name\": \"n\", \"redirect_uris\": [\"https://client.example.net/callback\"], \"client_secret\": \"s\"}",
                "{\"client_id\": \"%s\", \"client_name\": \"n\", \"redirect_uris\": [\"https://client.example.net/callback\"], \"client_secret_expires_at\": 0}",
                "{\"client_id\": \"%s\", \"client_name\": \"n\", \"redirect_uris\": [\"https://client.example.net/callback\"], \"token_endpoint_auth_method\": \"client_secret_basic\"}",
                "{\"client_id\": \"%s\", \"client_name\": \"n\", \"redirect_uris\": [\"https://client.example.net/callback\"], \"token_endpoint_auth_method\": \"client_secret_post\"}",
                "{\"client_id\": \"%s\", \"client_name\": \"n\", \"redirect_uris\": [\"https://client.example.net/callback\"], \"token_endpoint_auth_method\": \"client_secret_jwt\"}",
                "{\"client_id\": \"%s\", \"client_name\": \"n\", \"redirect_uris\": [\"https://client.example.net/callback\"], \"token_endpoint_auth_method\": \"private_key_jwt\"}",
                "{\"client_id\": \"%s\", \"client_name\": \"n\", \"redirect_uris\": [\"https://client.example.net/callback\"], \"jwks\": {\"keys\": [{\"kty\": \"oct\", \"k\": \"c2VjcmV0\"}]}}",
                "[\"%s\"]",
                "<html>%s</html>"
            })
    void takesNoDocumentThatIsNotAsItHasToBe(String document) {
        String id = website.publish("/client.json", document);

        AuthResponse page = face.authorize(TestFace.authorization(id));
        AuthResponse refused = face.post("/token", TestFace.redemption(id, "any"));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("described at an address of its own").doesNotContain(id);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(TestFace.error(refused)).isEqualTo("invalid_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a/../client.json", "/./client.json", "/%2e%2E/client.json", "/client.json#x"})
    void asksNobodyForAnIdThatIsNoUrlOfAClient(String path) {
        website.client("/client.json", "");

        AuthResponse page = face.authorize(TestFace.authorization(website.url(path)));

        assertThat(page.status()).isEqualTo(400);
        assertThat(website.requests).isEmpty();
    }

    @Test
    void sendsNobodyWhereTheDocumentDoesNotSay() {
        String id = website.client("/client.json", "");
        Map<String, String> parameters = TestFace.authorization(id);
        parameters.put("redirect_uri", TestFace.REDIRECT + "/");

        AuthResponse page = face.authorize(parameters);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.body()).contains("not registered");
    }

    @Test
    void takesNoDocumentOfMoreThanFiveKilobytes() {
        String id = website.client("/client.json", "\"tos\": \"" + "x".repeat(5 * 1024) + "\"");

        assertThat(face.authorize(TestFace.authorization(id)).status()).isEqualTo(400);
    }

    @Test
    void asksAgainWhenTheDocumentSaysAndTakesWhatItHasWhereItIsUnchanged() {
        website.fields.put("ETag", "\"one\"");
        website.fields.put("Cache-Control", "max-age=600");
        String id = website.client("/client.json", "");

        face.authorize(TestFace.authorization(id));
        face.clock.advance(Duration.ofSeconds(599));
        face.authorize(TestFace.authorization(id));
        face.clock.advance(Duration.ofSeconds(2));
        AuthResponse unchanged = face.authorize(TestFace.authorization(id));
        face.clock.advance(Duration.ofSeconds(599));
        face.authorize(TestFace.authorization(id));

        assertThat(unchanged.status()).isEqualTo(303);
        assertThat(website.requests).containsExactly("/client.json", "/client.json \"one\"");
    }

    @Test
    void keepsADocumentForTheTimeOfALoginThoughItMayNotBeKept() {
        website.fields.put("ETag", "\"one\"");
        website.fields.put("Cache-Control", "no-store");
        String id = website.client("/client.json", "");

        face.authorize(TestFace.authorization(id));
        face.clock.advance(Duration.ofSeconds(59));
        face.authorize(TestFace.authorization(id));
        face.clock.advance(Duration.ofSeconds(2));
        face.authorize(TestFace.authorization(id));

        assertThat(website.requests).containsExactly("/client.json", "/client.json");
    }

    @Test
    void keepsNoDocumentForMoreThanADay() {
        website.fields.put("Cache-Control", "max-age=31536000");
        String id = website.client("/client.json", "");

        face.authorize(TestFace.authorization(id));
        face.clock.advance(Duration.ofHours(24).plusSeconds(1));
        face.authorize(TestFace.authorization(id));

        assertThat(website.requests).hasSize(2);
    }

    @Test
    void leavesAnAddressAloneForAMomentAfterAFailureAndKeepsNoFailure() {
        website.status = 500;
        String id = website.client("/client.json", "");

        AuthResponse first = face.authorize(TestFace.authorization(id));
        AuthResponse second = face.authorize(TestFace.authorization(id));
        website.status = 200;
        face.clock.advance(Duration.ofSeconds(5));
        AuthResponse third = face.authorize(TestFace.authorization(id));

        assertThat(first.status()).isEqualTo(400);
        assertThat(second.status()).isEqualTo(400);
        assertThat(third.status()).isEqualTo(303);
        assertThat(website.requests).hasSize(2);
    }

    @Test
    void knowsAClientForAnHourMoreWhileItsWebsiteIsDownButNotWhereItIsGone() {
        String id = website.client("/client.json", "");
        face.authorize(TestFace.authorization(id));
        face.clock.advance(Duration.ofMinutes(11));
        website.status = 503;

        AuthResponse down = face.authorize(TestFace.authorization(id));
        website.status = 404;
        face.clock.advance(Duration.ofSeconds(6));
        AuthResponse gone = face.authorize(TestFace.authorization(id));

        assertThat(down.status()).isEqualTo(303);
        assertThat(gone.status()).isEqualTo(400);
    }

    @Test
    void letsAClientInByTheKeysAtItsAddressAndLooksAgainWhenTheyChange() throws JOSEException {
        ECKey old = new ECKeyGenerator(Curve.P_256).keyID("old").generate();
        ECKey next = new ECKeyGenerator(Curve.P_256).keyID("next").generate();
        website.publish("/jwks", "{\"keys\": [" + old.toPublicJWK().toJSONString() + "]}");
        String id = website.client(
                "/client.json",
                "\"token_endpoint_auth_method\": \"private_key_jwt\", \"jwks_uri\": \"" + website.url("/jwks") + "\"");

        AuthResponse first = redeem(id, old);
        website.publish("/jwks", "{\"keys\": [" + next.toPublicJWK().toJSONString() + "]}");
        AuthResponse soon = redeem(id, next);
        face.clock.advance(Duration.ofSeconds(61));
        AuthResponse later = redeem(id, next);
        AuthResponse over = redeem(id, old);
        AuthResponse without = face.post("/token", TestFace.redemption(id, "any"));

        assertThat(first.status()).isEqualTo(200);
        assertThat(TestFace.error(soon)).isEqualTo("invalid_client");
        assertThat(later.status()).isEqualTo(200);
        assertThat(TestFace.error(over)).isEqualTo("invalid_client");
        assertThat(TestFace.error(without)).isEqualTo("invalid_client");
    }

    @Test
    void letsAClientThatRegisteredItselfInByTheKeysAtItsAddress() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        website.publish("/jwks", "{\"keys\": [" + key.toPublicJWK().toJSONString() + "]}");
        String id = TestFace.json(face.postJson(
                        "/register",
                        "{\"redirect_uris\": [\"%s\"], \"token_endpoint_auth_method\": \"private_key_jwt\", \"jwks_uri\": \"%s\"}"
                                .formatted(TestFace.REDIRECT, website.url("/jwks"))))
                .string("client_id")
                .orElseThrow();

        assertThat(redeem(id, key).status()).isEqualTo(200);
    }

    @Test
    void fetchesNothingForWhoeverAsksAboutTokens() {
        String id = website.client("/client.json", "");

        AuthResponse refused = face.post("/introspect", Map.of("client_id", id, "token", "any"));

        assertThat(TestFace.error(refused)).isEqualTo("invalid_client");
        assertThat(website.requests).isEmpty();
    }

    private AuthResponse redeem(String id, ECKey key) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(id)
                        .subject(id)
                        .audience(TestFace.ISSUER)
                        .jwtID(UUID.randomUUID().toString())
                        .expirationTime(Date.from(face.clock.instant().plusSeconds(60)))
                        .build());
        jwt.sign(new ECDSASigner(key));
        Map<String, String> form = new HashMap<>(TestFace.redemption(id, face.code(TestFace.authorization(id))));
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", jwt.serialize());
        return face.post("/token", form);
    }
}
