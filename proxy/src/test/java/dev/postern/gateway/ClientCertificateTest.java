package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import dev.postern.testing.Guarded;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestIssuer;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens bound to a client certificate (RFC 8705 §3) behind a proxy that ends TLS.
@Timeout(30)
class ClientCertificateTest {
    private static final byte[] OWN = der("/dev/postern/token/client.pem");
    private static final byte[] OTHER = der("/dev/postern/outbound/issuer.pem");

    private final TestIssuer issuer = new TestIssuer();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(issuer));

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private static byte[] der(String resource) {
        try (var in = Objects.requireNonNull(ClientCertificateTest.class.getResourceAsStream(resource))) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getEncoded();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Guarded behind(String proxies, String header) throws IOException {
        Guarded guarded = new Guarded(
                new TestUpstream(),
                "auth-issuer-url = " + issuer.issuer(),
                "trusted-proxies = " + proxies,
                "client-certificate-header = " + header);
        open.add(guarded);
        return guarded;
    }

    private String boundToken() {
        return issuer.token(TestGate.RESOURCE)
                .claim("cnf", Map.of("x5t#S256", Base64URL.encode(sha256(OWN)).toString()))
                .mint();
    }

    private static String field(String header, byte[] der) {
        String base64 = Base64.getEncoder().encodeToString(der);
        String pem = URLEncoder.encode(
                        "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n",
                        StandardCharsets.US_ASCII)
                .replace("+", "%20");
        String value = switch (header) {
            case "Client-Cert" -> ":" + base64 + ":";
            case "X-ARR-ClientCert" -> base64;
            case "X-Forwarded-Tls-Client-Cert" -> URLEncoder.encode(base64, StandardCharsets.US_ASCII);
            case "X-Forwarded-Client-Cert" ->
                "Hash=" + HexFormat.of().formatHex(sha256(der)) + ";Cert=\"" + pem + "\";Subject=\"CN=a\"";
            default -> pem;
        };
        return header + ": " + value + "\r\n";
    }

    private static void assertRefused(Response response) {
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.field("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Client-Cert",
                "X-Forwarded-Client-Cert",
                "X-SSL-Client-Cert",
                "ssl-client-cert",
                "X-ARR-ClientCert",
                "X-Amzn-Mtls-Clientcert",
                "X-Forwarded-Tls-Client-Cert"
            })
    void letsABoundTokenInWithItsCertificateOnly(String header) throws Exception {
        Guarded guarded = behind("127.0.0.0/8", header);
        String token = boundToken();

        assertRefused(guarded.post(token, ""));
        assertRefused(guarded.post(token, field(header, OTHER)));
        assertRefused(guarded.post(token, header + ": rubbish\r\n"));
        assertThat(guarded.upstream().waitingCalls()).isZero();

        assertThat(guarded.post(token, field(header, OWN)).status()).isEqualTo(200);
        assertThat(guarded.upstream().nextCall().field(header)).isEmpty();
        // now the verdict on the token is remembered, and its certificate is still asked for
        assertThat(guarded.post(token, field(header, OWN)).status()).isEqualTo(200);
        assertRefused(guarded.post(token, ""));
        assertRefused(guarded.post(token, field(header, OTHER)));
    }

    @Test
    void believesNoCertificateFromAnybodyElse() throws Exception {
        Guarded guarded = behind("10.0.0.0/8,192.0.2.1", "Client-Cert");

        assertRefused(guarded.post(boundToken(), field("Client-Cert", OWN)));
    }

    @Test
    void believesNoOtherHeader() throws Exception {
        Guarded guarded = behind("127.0.0.1", "Client-Cert");

        assertRefused(guarded.post(boundToken(), field("X-SSL-Client-Cert", OWN)));
    }

    @Test
    void refusesTwoCertificates() throws Exception {
        Guarded guarded = behind("127.0.0.1", "Client-Cert");

        Response refused = guarded.post(boundToken(), field("Client-Cert", OTHER) + field("client-cert", OWN));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field("WWW-Authenticate")).contains("error=\"invalid_request\"");
        assertThat(guarded.upstream().waitingCalls()).isZero();
    }

    @Test
    void letsNoCertificateThroughToTheServerBehind() throws Exception {
        Guarded guarded = behind("10.0.0.0/8", "Client-Cert");
        String token = issuer.token(TestGate.RESOURCE).mint();
        List<String> headers = List.of("Client-Cert", "X-ARR-ClientCert", "ssl-client-cert", "X-Amzn-Mtls-Clientcert");

        StringBuilder fields = new StringBuilder();
        for (String header : headers) {
            fields.append(field(header, OWN));
        }
        assertThat(guarded.post(token, fields.toString()).status()).isEqualTo(200);

        TestUpstream.Call call = guarded.upstream().nextCall();
        assertThat(headers).allSatisfy(header -> assertThat(call.field(header)).isEmpty());
    }

    @Test
    void tellsClientsInTheMetadata() throws Exception {
        assertThat(behind("127.0.0.1", "Client-Cert")
                        .gate()
                        .get("/.well-known/oauth-protected-resource", "")
                        .body())
                .contains("\"tls_client_certificate_bound_access_tokens\":true");
    }
}
