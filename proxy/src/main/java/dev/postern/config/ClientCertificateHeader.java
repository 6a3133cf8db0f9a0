package dev.postern.config;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// In which field a proxy that ends TLS passes on the client certificate.
public enum ClientCertificateHeader {
    NONE("none"),
    /// RFC 9440 §2.2: the DER bytes as a structured field.
    CLIENT_CERT("Client-Cert"),
    /// Envoy: `Hash=…;Cert="…"`, the certificate in percent-encoded PEM.
    X_FORWARDED_CLIENT_CERT("X-Forwarded-Client-Cert"),
    /// nginx with `$ssl_client_escaped_cert`: percent-encoded PEM.
    X_SSL_CLIENT_CERT("X-SSL-Client-Cert"),
    /// The same, as the ingress controller of Kubernetes calls it.
    SSL_CLIENT_CERT("ssl-client-cert"),
    /// Azure App Service: the base64 of the DER bytes.
    X_ARR_CLIENT_CERT("X-ARR-ClientCert"),
    /// AWS Application Load Balancer: PEM, percent-encoded but for `+=/`.
    X_AMZN_MTLS_CLIENT_CERT("X-Amzn-Mtls-Clientcert"),
    /// Traefik: the base64 of the DER bytes, percent-encoded.
    X_FORWARDED_TLS_CLIENT_CERT("X-Forwarded-Tls-Client-Cert");

    private static final Set<String> FIELD_NAMES = Stream.of(values())
            .filter(header -> header != NONE)
            .map(header -> header.fieldName.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private final String fieldName;

    ClientCertificateHeader(String fieldName) {
        this.fieldName = fieldName;
    }

    public String fieldName() {
        return fieldName;
    }

    /// Whether a field of this name passes on a certificate somewhere, so that no client may send it through.
    ///
    /// @param name in lower case
    public static boolean isOne(String name) {
        return FIELD_NAMES.contains(name);
    }

    static Parsed<ClientCertificateHeader> parse(String text) {
        for (ClientCertificateHeader header : values()) {
            if (header.fieldName.equalsIgnoreCase(text)) {
                return new Parsed.Value<>(header);
            }
        }
        return new Parsed.Fault<>("is not one of "
                + Stream.of(values())
                        .map(header -> header.fieldName.toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }
}
