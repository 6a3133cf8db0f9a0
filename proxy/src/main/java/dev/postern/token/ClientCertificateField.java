package dev.postern.token;

import dev.postern.config.ClientCertificateHeader;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;

/// Reads the client certificate that a proxy which ends TLS passes on. To be asked about trusted proxies only: whoever
/// can write the field can claim any certificate.
public final class ClientCertificateField {
    private static final int MAX_LENGTH = 32 * 1024;

    private ClientCertificateField() {}

    /// The `x5t#S256` of the certificate in a field's value, empty where there is none.
    public static Optional<String> hash(ClientCertificateHeader header, String value) {
        if (value.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return switch (header) {
                case NONE -> Optional.empty();
                case CLIENT_CERT -> byteSequence(value).flatMap(ClientCertificateField::ofBase64);
                case X_FORWARDED_CLIENT_CERT ->
                    ForwardedClientCert.read(value).flatMap(ClientCertificateField::ofForwarded);
                case X_ARR_CLIENT_CERT -> ofBase64(value);
                case X_SSL_CLIENT_CERT, SSL_CLIENT_CERT, X_AMZN_MTLS_CLIENT_CERT, X_FORWARDED_TLS_CLIENT_CERT ->
                    ofBase64(decode(value));
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> byteSequence(String value) {
        boolean isByteSequence = value.length() > 2 && value.startsWith(":") && value.endsWith(":");
        return isByteSequence ? Optional.of(value.substring(1, value.length() - 1)) : Optional.empty();
    }

    /// The certificate where Envoy sends it, else its hash; where both are there, they must be of the same.
    private static Optional<String> ofForwarded(ForwardedClientCert element) {
        Optional<String> stated = element.hash();
        if (element.certificate().isEmpty()) {
            return stated;
        }
        Optional<String> own = ofBase64(decode(element.certificate().get()));
        return stated.isEmpty() || stated.equals(own) ? own : Optional.empty();
    }

    /// Percent-decodes; in none of the fields does a plus sign stand for a space.
    private static String decode(String value) {
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.US_ASCII);
    }

    /// @param text the base64 of the DER bytes, in PEM or bare
    private static Optional<String> ofBase64(String text) {
        String base64 = text.replace("-----BEGIN CERTIFICATE-----", "")
                .replace("-----END CERTIFICATE-----", "")
                .replaceAll("[\\r\\n ]", "");
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return Optional.of(JwkThumbprint.sha256(der));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }
}
