package dev.postern.authserver.provider;

import org.jspecify.annotations.Nullable;

/// Whether the provider still lets a user in.
public sealed interface ProviderRenewal {

    /// It does.
    ///
    /// @param refreshToken in the place of the one it was asked with, null where that stays
    record Alive(@Nullable String refreshToken) implements ProviderRenewal {}

    /// It does not.
    record Ended() implements ProviderRenewal {}

    /// It cannot be asked.
    record Unavailable() implements ProviderRenewal {}
}
