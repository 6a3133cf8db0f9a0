package dev.postern.login;

/// A refresh token, never printed.
///
/// @param value as the authorization server gave it
record RefreshToken(String value) {
    RefreshToken {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a refresh token is not empty");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
