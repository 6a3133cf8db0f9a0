package dev.postern.authserver.provider;

import java.util.Optional;

/// Users who show us a password.
public non-sealed interface PasswordProvider extends IdentityProvider {
    /// The user, empty where the name is not known or the password is wrong: nobody learns which.
    Optional<User> check(String name, String password);

    /// The user as they are known now, empty where there is none any more.
    Optional<User> find(String subject);
}
