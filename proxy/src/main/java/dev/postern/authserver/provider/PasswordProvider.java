package dev.postern.authserver.provider;

import java.util.Optional;

/// Users who show us a password.
public non-sealed interface PasswordProvider extends IdentityProvider {
    /// The user, empty where the name is not known or the password is wrong: nobody learns which.
    Optional<User> check(String name, String password);

    /// Whether there still is a user of that name.
    boolean knows(String subject);
}
