package dev.postern.oauth;

/// The secret of an OAuth client, never printed.
///
/// @param value as registered at the authorization server
public record ClientSecret(String value) {
    public ClientSecret {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a client secret is not empty");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
