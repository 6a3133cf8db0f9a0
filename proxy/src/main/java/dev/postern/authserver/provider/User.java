package dev.postern.authserver.provider;

import dev.postern.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Somebody who showed who they are.
///
/// @param subject by which they are known for good
/// @param name what they are called
/// @param claims what our tokens tell of them besides: `preferred_username`, `name`, `email` where it was verified,
/// `groups`
/// @param refreshToken of the provider, null where it gives none
public record User(
        String subject,
        String name,
        JsonObject claims,
        @Nullable String refreshToken) {
    private static final int MAX_SUBJECT = 255;

    public User {
        if (subject.isEmpty() || subject.length() > MAX_SUBJECT) {
            throw new IllegalArgumentException("a subject has 1 to 255 characters");
        }
    }

    @Override
    public String toString() {
        return "User[" + subject + "]";
    }
}
