package dev.postern.authserver.provider;

/// What came of a login at the provider.
public sealed interface Arrival {

    /// They are who they are.
    record LoggedIn(User user) implements Arrival {}

    /// The provider knows them, and they are none of those we let in.
    record NotAllowed() implements Arrival {}

    /// They do not want to, or the provider does not let them.
    record Denied() implements Arrival {}

    /// What came back cannot be believed.
    ///
    /// @param reason for the log
    record Unbelievable(String reason) implements Arrival {}

    /// The provider cannot be asked.
    ///
    /// @param reason for the log
    record Unavailable(String reason) implements Arrival {}
}
