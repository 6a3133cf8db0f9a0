package dev.postern.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Reads origins (RFC 6454) and writes them as browsers send them.
final class Origins {
    private Origins() {}

    static Parsed<String> parse(String text) {
        if (text.contains("*")) {
            return new Parsed.Fault<>("would let in every site; each origin is named");
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException _) {
            return new Parsed.Fault<>("is not an origin");
        }
        if (uri.getScheme() == null || uri.getRawAuthority() == null) {
            return new Parsed.Fault<>("has no scheme and host");
        }
        if (uri.getRawUserInfo() != null || uri.getHost() == null) {
            return new Parsed.Fault<>("has no valid host");
        }
        return uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawFragment() == null
                ? new Parsed.Value<>(of(uri))
                : new Parsed.Fault<>("has something after the host and port");
    }

    /// The origin of a URL, in lower case and without the scheme's own port.
    static String of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        int ownPort = scheme.equals("https") ? 443 : scheme.equals("http") ? 80 : -1;
        return scheme + "://" + host + (uri.getPort() < 0 || uri.getPort() == ownPort ? "" : ":" + uri.getPort());
    }
}
