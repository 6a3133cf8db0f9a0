package dev.postern.config;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/// Reads certificates in PEM.
final class Authorities {
    private Authorities() {}

    /// All of them, at least one.
    static Parsed<List<X509Certificate>> parse(String pem) {
        try {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            return certificates.isEmpty()
                    ? new Parsed.Fault<>("has no certificate in it")
                    : new Parsed.Value<>(certificates);
        } catch (CertificateException e) {
            return new Parsed.Fault<>("is not a file of certificates in PEM");
        }
    }
}
