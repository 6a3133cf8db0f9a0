package dev.postern.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Reads absolute http and https URLs.
final class Urls {
    private Urls() {}

    /// Reads a URL without query, fragment and user.
    static Parsed<URI> parse(String text) {
        return switch (parseWithQuery(text)) {
            case Parsed.Fault<URI> fault -> fault;
            case Parsed.Value<URI>(URI url) when url.getRawQuery() != null -> new Parsed.Fault<>("has a query");
            case Parsed.Value<URI> value -> value;
        };
    }

    /// Reads a URL without fragment and user.
    static Parsed<URI> parseWithQuery(String text) {
        if (!text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            return new Parsed.Fault<>("has characters that a URL must encode");
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return new Parsed.Fault<>("is not a URL: " + e.getReason().toLowerCase(Locale.ROOT));
        }
        String scheme = uri.getScheme();
        if (scheme == null || !text.contains("://")) {
            return new Parsed.Fault<>("has no scheme (http:// or https://)");
        }
        if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            return new Parsed.Fault<>("has the scheme " + scheme + ", not http or https");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
            return new Parsed.Fault<>("has no valid host and port");
        }
        if (uri.getRawUserInfo() != null) {
            return new Parsed.Fault<>("has a user name in it");
        }
        return uri.getRawFragment() == null ? new Parsed.Value<>(uri) : new Parsed.Fault<>("has a fragment");
    }

    static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /// Whether the path could be read in two ways: dot segments, empty segments, encoded separators.
    static boolean hasAmbiguousPath(URI uri) {
        String path = uri.getRawPath().toLowerCase(Locale.ROOT);
        return path.contains("//")
                || path.contains("%2f")
                || path.contains("%5c")
                || path.contains("%2e")
                || path.contains("%00")
                || (path + "/").contains("/./")
                || (path + "/").contains("/../");
    }

    /// Whether the host is this machine by its name alone, without asking the DNS.
    static boolean isLoopback(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
