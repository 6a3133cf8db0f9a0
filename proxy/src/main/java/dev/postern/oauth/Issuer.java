package dev.postern.oauth;

import java.net.URI;
import java.util.List;

/// An issuer identifier, compared byte for byte as RFC 8414 §3.3 and RFC 9207 §2.4 ask.
///
/// @param value the URL exactly as the authorization server writes it into `iss`
public record Issuer(String value) {
    public Issuer {
        URI uri = URI.create(value);
        if (!uri.isAbsolute() || uri.getHost() == null) {
            throw new IllegalArgumentException("an issuer is an absolute URL with a host");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an issuer has no query, fragment or user (RFC 8414 §2)");
        }
    }

    /// The issuer as a URI, for building metadata URLs.
    public URI uri() {
        return URI.create(value);
    }

    /// Where its metadata may be: the well-known part in front of the path, and behind it (RFC 8414 §3.1 and §5).
    public List<URI> metadataPlaces() {
        URI uri = uri();
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        String path = uri.getRawPath().replaceFirst("/$", "");
        URI oauth = URI.create(origin + "/.well-known/oauth-authorization-server" + path);
        URI openid = URI.create(origin + "/.well-known/openid-configuration" + path);
        return path.isEmpty()
                ? List.of(oauth, openid)
                : List.of(oauth, openid, URI.create(origin + path + "/.well-known/openid-configuration"));
    }

    @Override
    public String toString() {
        return value;
    }
}
