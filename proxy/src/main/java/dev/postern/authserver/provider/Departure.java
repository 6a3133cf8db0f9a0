package dev.postern.authserver.provider;

/// Whether a user can be sent to the provider.
public sealed interface Departure {

    /// To this address.
    record To(String location) implements Departure {}

    /// The provider cannot be reached, or says nothing usable about itself.
    ///
    /// @param reason for the log
    record Unavailable(String reason) implements Departure {}
}
