package dev.postern.authserver.provider;

import dev.postern.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// Whether the provider still lets a user in.
public sealed interface ProviderRenewal {

    /// It does.
    ///
    /// @param refreshToken in the place of the one it was asked with, null where that stays
    /// @param claims as [User] has them, null where it says nothing new
    record Alive(@Nullable String refreshToken, @Nullable JsonObject claims) implements ProviderRenewal {}

    /// It does not, or we do not.
    record Ended() implements ProviderRenewal {}

    /// It cannot be asked.
    ///
    /// @param reason for the log
    record Unavailable(String reason) implements ProviderRenewal {}
}
