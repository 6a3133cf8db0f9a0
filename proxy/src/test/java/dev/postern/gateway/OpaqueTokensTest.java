package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.postern.testing.Guarded;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestIssuer;
import dev.postern.testing.TestKey;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tokens the issuer is asked about, from the lines of a file to the upstream.
@Timeout(30)
class OpaqueTokensTest {
    private final TestIssuer issuer = new TestIssuer();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(issuer));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private Guarded guarded(String... lines) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("[issuer]", "auth-issuer-url = " + issuer.issuer(), "auth-introspection-client-id = postern"));
        all.addAll(List.of(lines));
        Guarded guarded = new Guarded(new TestUpstream(), all.toArray(String[]::new));
        open.add(guarded);
        return guarded;
    }

    private String active() {
        return "{\"active\":true,\"sub\":\"alice\",\"aud\":\"" + TestGate.RESOURCE + "\",\"scope\":\"mcp:use\"}";
    }

    @Test
    void sendsTheSecretOfTheFileInTheForm(@TempDir Path directory) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "s3cret\n");
        issuer.introspect(active());
        Guarded guarded = guarded(
                "auth-introspection-client-authentication = client_secret_post",
                "auth-introspection-client-secret-file = " + secret);

        assertThat(guarded.post("opaque", "").status()).isEqualTo(200);
        assertThat(guarded.upstream().nextCall().field("X-Auth-Subject")).isEqualTo("alice");
        assertThat(issuer.introspectionRequests())
                .singleElement()
                .asString()
                .startsWith("no Authorization\n")
                .endsWith("&client_id=postern&client_secret=s3cret");
    }

    @Test
    void signsWithTheKeyOfTheFile(@TempDir Path directory) throws Exception {
        TestKey own = TestKey.generate("own", "ES256");
        String base64 =
                Base64.getEncoder().encodeToString(own.pair().getPrivate().getEncoded());
        Path key = Files.writeString(
                directory.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
        issuer.introspect(active());
        Guarded guarded = guarded(
                "auth-introspection-client-authentication = private_key_jwt", "auth-introspection-key-file = " + key);

        assertThat(guarded.post("opaque", "").status()).isEqualTo(200);
        String form = issuer.introspectionRequests().getFirst();
        SignedJWT assertion =
                SignedJWT.parse(URLDecoder.decode(form.split("client_assertion=", 2)[1], StandardCharsets.UTF_8));
        assertThat(assertion.getHeader().getKeyID()).isNull();
        assertThat(assertion.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(assertion.getJWTClaimsSet().getSubject()).isEqualTo("postern");
    }

    @Test
    void asksEachIssuerAboutItsOwnJwtsAndNobodyAboutOpaqueOnes() throws Exception {
        TestIssuer other = new TestIssuer();
        open.add(other);
        issuer.introspect(active());
        Guarded guarded = guarded(
                "auth-introspection-client-secret = a",
                "auth-introspection-tokens = own",
                "[issuer other]",
                "auth-issuer-url = " + other.issuer(),
                "auth-introspection-client-id = postern",
                "auth-introspection-client-secret = b",
                "auth-introspection-tokens = own");

        assertThat(guarded.post(issuer.token(TestGate.RESOURCE).mint(), "").status())
                .isEqualTo(200);
        assertThat(guarded.post(other.token(TestGate.RESOURCE).mint(), "").status())
                .isEqualTo(401);
        assertThat(guarded.post("opaque", "").status()).isEqualTo(401);
        assertThat(issuer.introspectionRequests()).hasSize(1);
        assertThat(other.introspectionRequests()).hasSize(1);
    }

    @Test
    void takesOnlySignedAnswersWhereTold() throws Exception {
        Guarded guarded =
                guarded("auth-introspection-client-secret = s3cret", "auth-introspection-signed-answers = true");

        issuer.introspect(active());
        Response unsigned = guarded.post("opaque", "");
        assertThat(unsigned.status()).isEqualTo(503);
        assertThat(unsigned.field("Retry-After")).isNotEmpty();

        issuer.introspect(issuer.token("postern")
                .header("typ", "token-introspection+jwt")
                .claim("iat", Instant.now().getEpochSecond())
                .claim(
                        "token_introspection",
                        Map.of("active", true, "sub", "alice", "aud", TestGate.RESOURCE, "scope", "mcp:use"))
                .mint());
        assertThat(guarded.post("opaque", "").status()).isEqualTo(200);
    }
}
