package dev.postern.token;

import dev.postern.oauth.ResourceUri;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// The URL proofs must be for: the configured public one, never what a request says of itself.
final class ProofTarget {
    private final String expected;

    ProofTarget(ResourceUri resource) {
        this.expected = normalized(URI.create(resource.value()));
    }

    /// Whether an `htu` means it, by RFC 9449 §4.3: without query and fragment, after the normalization of RFC 3986
    /// §6.2.
    boolean isMeantBy(String htu) {
        try {
            URI uri = new URI(htu);
            return uri.getHost() != null
                    && uri.getScheme() != null
                    && uri.getRawUserInfo() == null
                    && normalized(uri).equals(expected);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String normalized(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int defaultPort = scheme.equals("https") ? 443 : 80;
        int port = uri.getPort() < 0 ? defaultPort : uri.getPort();
        String path = uri.normalize().getRawPath();
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port + trimmed;
    }

    @Override
    public String toString() {
        return expected;
    }
}
