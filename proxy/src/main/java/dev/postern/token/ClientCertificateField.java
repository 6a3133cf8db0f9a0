package dev.postern.token;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;

/// How a proxy that ends TLS passes on the client certificate. To be read from trusted proxies only: whoever can write
/// the field can claim any certificate.
public enum ClientCertificateField {
    /// `Client-Cert`: the DER bytes as a structured field (RFC 9440 §2.2).
    CLIENT_CERT("Client-Cert"),
    /// `$ssl_client_escaped_cert` of nginx: a PEM text, percent-encoded.
    SSL_CLIENT_CERT("X-SSL-Client-Cert"),
    /// AWS Application Load Balancer: a PEM text, percent-encoded but for `+=/`.
    AMZN_MTLS("X-Amzn-Mtls-Clientcert"),
    /// Traefik: the base64 of the DER bytes, percent-encoded.
    FORWARDED_TLS("X-Forwarded-Tls-Client-Cert");

    private static final int MAX_LENGTH = 32 * 1024;

    private final String fieldName;

    ClientCertificateField(String fieldName) {
        this.fieldName = fieldName;
    }

    public String fieldName() {
        return fieldName;
    }

    /// The `x5t#S256` of the certificate in a field's value, empty where there is none.
    public Optional<String> hash(String value) {
        if (value.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] der = Base64.getDecoder().decode(base64(value));
            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return Optional.of(JwkThumbprint.sha256(der));
        } catch (IllegalArgumentException | CertificateException e) {
            return Optional.empty();
        }
    }

    private String base64(String value) {
        if (this == CLIENT_CERT) {
            boolean isByteSequence = value.length() > 2 && value.startsWith(":") && value.endsWith(":");
            return isByteSequence ? value.substring(1, value.length() - 1) : "";
        }
        // In none of them does a plus sign stand for a space.
        String text = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.US_ASCII);
        return text.replace("-----BEGIN CERTIFICATE-----", "")
                .replace("-----END CERTIFICATE-----", "")
                .replaceAll("[\\r\\n ]", "");
    }
}
