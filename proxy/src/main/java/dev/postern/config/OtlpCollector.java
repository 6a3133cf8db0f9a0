package dev.postern.config;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/// Where OpenTelemetry's log records go. Its header fields are secrets, and never printed.
///
/// @param url of the logs' endpoint
/// @param headers sent with each request
/// @param authorities whose certificates the collector may show, besides the well-known ones
public record OtlpCollector(URI url, Map<String, String> headers, List<X509Certificate> authorities) {
    private static final String USUAL_PATH = "/v1/logs";

    public OtlpCollector {
        headers = Map.copyOf(headers);
        authorities = List.copyOf(authorities);
    }

    /// The endpoint, at its usual path where none is named.
    static Parsed<URI> parseUrl(String text) {
        return switch (Urls.parse(text)) {
            case Parsed.Fault<URI> fault -> fault;
            case Parsed.Value<URI>(URI url)
            when url.getRawPath().isEmpty() || url.getRawPath().equals("/") ->
                new Parsed.Value<>(url.resolve(USUAL_PATH));
            case Parsed.Value<URI> value -> value;
        };
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
