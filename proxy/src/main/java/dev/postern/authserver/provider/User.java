package dev.postern.authserver.provider;

import org.jspecify.annotations.Nullable;

/// Somebody who showed who they are.
///
/// @param subject by which they are known for good
/// @param name what they are called
/// @param refreshToken of the provider, null where it gives none
public record User(String subject, String name, @Nullable String refreshToken) {
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
