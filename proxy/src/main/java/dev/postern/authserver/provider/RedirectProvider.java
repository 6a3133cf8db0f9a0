package dev.postern.authserver.provider;

/// Users who log in elsewhere and come back.
public non-sealed interface RedirectProvider extends IdentityProvider {
    /// What people know it as.
    String name();

    /// Where to send a user. May block.
    ///
    /// @param state by which we know the user again
    /// @param secret of ours for this one login, from which everything else is made that must not be guessed
    Departure depart(String state, String secret);

    /// Who came back. May block.
    ///
    /// @param secret the one the user left with
    Arrival arrive(CallbackParameters parameters, String secret);

    /// Whether the provider still lets this user in. May block.
    ///
    /// @param subject of the user
    /// @param refreshToken as it gave it last
    ProviderRenewal renew(String subject, String refreshToken);
}
