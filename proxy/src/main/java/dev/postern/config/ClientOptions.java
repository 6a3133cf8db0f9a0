package dev.postern.config;

/// By which options an issuer is shown that Postern is its client, for one of the things that takes.
///
/// @param purpose what it is for, as a sentence begins
record ClientOptions(
        String purpose,
        Option clientId,
        Option method,
        Option secret,
        Option secretFile,
        Option keyFile,
        Option keyId) {
    static final ClientOptions INTROSPECTION = new ClientOptions(
            "Introspection",
            Option.AUTH_INTROSPECTION_CLIENT_ID,
            Option.AUTH_INTROSPECTION_CLIENT_AUTHENTICATION,
            Option.AUTH_INTROSPECTION_CLIENT_SECRET,
            Option.AUTH_INTROSPECTION_CLIENT_SECRET_FILE,
            Option.AUTH_INTROSPECTION_KEY_FILE,
            Option.AUTH_INTROSPECTION_KEY_ID);

    static final ClientOptions EXCHANGE = new ClientOptions(
            "Token exchange",
            Option.UPSTREAM_EXCHANGE_CLIENT_ID,
            Option.UPSTREAM_EXCHANGE_CLIENT_AUTHENTICATION,
            Option.UPSTREAM_EXCHANGE_CLIENT_SECRET,
            Option.UPSTREAM_EXCHANGE_CLIENT_SECRET_FILE,
            Option.UPSTREAM_EXCHANGE_KEY_FILE,
            Option.UPSTREAM_EXCHANGE_KEY_ID);
}
