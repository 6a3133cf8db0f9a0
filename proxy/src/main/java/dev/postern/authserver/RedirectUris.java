package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.client.RedirectURIValidator;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Where a user may be sent back to: `https`, `http` on this very machine, and private-use schemes on the list.
final class RedirectUris {
    private static final int MAX_LENGTH = 2000;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    private final Set<String> schemes;

    /// @param schemes private-use schemes that are allowed, in lower case
    RedirectUris(Set<String> schemes) {
        this.schemes = Set.copyOf(schemes);
    }

    /// Why a client may not register this, empty where it may.
    Optional<String> objection(String text) {
        if (text.length() > MAX_LENGTH || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            return Optional.of("is longer than " + MAX_LENGTH + " characters or has some that are not visible ASCII");
        }
        try {
            URI uri = new URI(text);
            RedirectURIValidator.ensureLegal(uri);
            return objection(uri);
        } catch (URISyntaxException | IllegalArgumentException _) {
            return Optional.of("is no URI that a redirect may have");
        }
    }

    private Optional<String> objection(URI uri) {
        if (!uri.isAbsolute() || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            return Optional.of("is relative, or has a fragment or a user");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().toLowerCase(Locale.ROOT);
        if (hasDotSegment(path) || path.contains("%2f") || path.contains("%5c")) {
            return Optional.of("has a dot segment or an encoded separator");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "https" -> uri.getHost() == null ? Optional.of("has no host") : Optional.empty();
            case "http" ->
                isLoopback(uri) ? Optional.empty() : Optional.of("is plain http to another machine than the user's");
            default ->
                schemes.contains(scheme) && !uri.isOpaque()
                        ? Optional.empty()
                        : Optional.of("has a scheme that is not allowed here");
        };
    }

    /// Whether a path has a segment that some would take for a step up, encoded or not.
    static boolean hasDotSegment(String path) {
        return path.toLowerCase(Locale.ROOT).replace("%2e", ".").matches(".*/\\.{1,2}(/.*|$)");
    }

    static boolean isLoopback(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme())
                && uri.getHost() != null
                && LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT));
    }

    /// Whether this is one of the registered: byte for byte, but for the port of a loopback address, which native
    /// clients get from their system (RFC 8252 §7.3).
    static boolean isRegistered(String presented, List<String> registered) {
        for (String one : registered) {
            if (one.equals(presented) || isSameLoopback(one, presented)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSameLoopback(String registered, String presented) {
        try {
            URI one = new URI(registered);
            URI other = new URI(presented);
            return isLoopback(one)
                    && isLoopback(other)
                    && other.getRawUserInfo() == null
                    && other.getRawFragment() == null
                    && one.getHost().equals(other.getHost())
                    && path(one).equals(path(other))
                    && Objects.equals(one.getRawQuery(), other.getRawQuery());
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static String path(URI uri) {
        return uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    }
}
