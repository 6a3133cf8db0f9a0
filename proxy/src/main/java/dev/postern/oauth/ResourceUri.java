package dev.postern.oauth;

import java.net.URI;

/// The identifier of a protected resource (RFC 9728 §1.2): the public URL of the MCP endpoint.
///
/// @param value the URL as configured, without a fragment, query or terminating slash of an empty path
public record ResourceUri(String value) {
    public ResourceUri {
        URI uri = URI.create(value);
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw new IllegalArgumentException("a resource is an absolute URL with a host");
        }
        if (uri.getRawFragment() != null || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a resource has no query, fragment or user (RFC 9728 §1.2)");
        }
        if ("/".equals(uri.getRawPath())) {
            value = value.substring(0, value.length() - 1);
        }
    }

    /// Scheme and authority, without a slash at the end: the identifier of the resource at the root.
    public ResourceUri origin() {
        URI uri = URI.create(value);
        return new ResourceUri(uri.getScheme() + "://" + uri.getRawAuthority());
    }

    /// The path as it stands in a request, `/` where the identifier has none.
    public String path() {
        String path = URI.create(value).getRawPath();
        return path.isEmpty() ? "/" : path;
    }

    /// Where its metadata is: the well-known part put between authority and path (RFC 9728 §3.1).
    public String metadataUrl() {
        return origin().value() + metadataPath();
    }

    /// The path of [#metadataUrl()].
    public String metadataPath() {
        String path = URI.create(value).getRawPath();
        return "/.well-known/oauth-protected-resource" + path;
    }

    @Override
    public String toString() {
        return value;
    }
}
