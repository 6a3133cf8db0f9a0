package dev.postern.outbound;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Which addresses of an issuer may be called: `https`, and `http` on the loopback.
final class AllowedUris {
    private final boolean insecureHttpIssuer;

    AllowedUris(boolean insecureHttpIssuer) {
        this.insecureHttpIssuer = insecureHttpIssuer;
    }

    /// Why this address may not be called; empty where it may.
    Optional<String> objection(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            return Optional.of("not an http(s) URL with a host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of("a URL with user or fragment");
        }
        if (scheme.equals("http") && !insecureHttpIssuer && !isLoopback(uri.getHost())) {
            return Optional.of("http beyond loopback needs --insecure-http-issuer");
        }
        return Optional.empty();
    }

    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
