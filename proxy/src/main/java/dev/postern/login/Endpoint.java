package dev.postern.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// The MCP endpoint a person named.
///
/// @param uri absolute, https or on loopback, scheme and host in lower case, no slash as the whole path
public record Endpoint(URI uri) {

    /// Reads what was typed.
    ///
    /// @throws LoginException where no token should be sent there
    public static Endpoint of(String typed) throws LoginException {
        URI uri;
        try {
            uri = new URI(typed);
        } catch (URISyntaxException e) {
            throw new LoginException(
                    "\"" + Shown.of(typed) + "\" is not a URL; expected for example https://mcp.example.com/mcp.", e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new LoginException("\"" + Shown.of(typed)
                    + "\" is not the URL of an MCP server; expected for example https://mcp.example.com/mcp.");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new LoginException("The URL of an MCP server has no user and no fragment.");
        }
        if (scheme.equals("http") && !AllowedAddresses.isLoopbackName(uri.getHost())) {
            throw new LoginException("A token is not sent to " + uri.getHost()
                    + " over plain http, where others can read it; expected https, or http on this machine only.");
        }
        return new Endpoint(canonical(uri, scheme));
    }

    private static URI canonical(URI uri, String scheme) {
        String authority = uri.getRawAuthority().toLowerCase(Locale.ROOT);
        String path = uri.getRawPath().equals("/") ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(scheme + "://" + authority + path + query);
    }

    /// Scheme and authority.
    String origin() {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /// Whether this resource identifier may stand for the endpoint: the same, or above it at the same origin, as the
    /// official clients have it.
    boolean isCoveredBy(String resource) {
        try {
            Endpoint other = of(resource);
            String base = other.uri().getRawPath();
            String path = uri.getRawPath();
            boolean above =
                    base.isEmpty() || path.equals(base) || path.startsWith(base.endsWith("/") ? base : base + "/");
            return (other.origin().equals(origin()) && above && other.uri().getRawQuery() == null)
                    || other.uri().equals(uri);
        } catch (LoginException _) {
            return false;
        }
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
