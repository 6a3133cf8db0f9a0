package dev.postern.sidecar;

import dev.postern.authserver.provider.LocalProvider;
import java.security.SecureRandom;

/// A line of `--authserver-users-file`, made from a name and a password.
public final class UserLine {
    private final SecureRandom random;

    public UserLine(SecureRandom random) {
        this.random = random;
    }

    /// The line.
    ///
    /// @throws IllegalArgumentException with a sentence where no user can be called or log in so
    public String of(String name, String password) {
        return LocalProvider.line(name, password, random);
    }
}
