package dev.postern.gateway;

import dev.postern.config.ClientCertificateHeader;
import dev.postern.relay.Exchange;
import dev.postern.relay.FieldName;
import dev.postern.token.ClientCertificateField;
import java.util.List;

/// Finds the client certificate of a request: from the configured field, and only where a trusted proxy sent it.
final class ClientCertificate {

    /// What was found.
    sealed interface Found {
        /// No certificate that counts.
        record None() implements Found {}

        /// The one a trusted proxy passed on.
        ///
        /// @param hash its `x5t#S256`
        record Certificate(String hash) implements Found {}

        /// More than one field: it cannot be told which is the proxy's own.
        record Ambiguous() implements Found {}
    }

    private static final Found NONE = new Found.None();

    private final TrustedProxies trusted;
    private final ClientCertificateHeader header;
    private final FieldName name;

    ClientCertificate(TrustedProxies trusted, ClientCertificateHeader header) {
        this.trusted = trusted;
        this.header = header;
        name = FieldName.of(header.fieldName());
    }

    Found of(Exchange exchange) {
        if (header == ClientCertificateHeader.NONE || !trusted.contain(exchange.peer())) {
            return NONE;
        }
        List<String> values = exchange.request().fields().all(name);
        if (values.size() > 1) {
            return new Found.Ambiguous();
        }
        return values.isEmpty()
                ? NONE
                : ClientCertificateField.hash(header, values.getFirst())
                        .<Found>map(Found.Certificate::new)
                        .orElse(NONE);
    }
}
