package dev.postern.authserver.provider;

/// What a user came back with.
///
/// @param code of the provider, empty where it refused
/// @param error its error code, empty where it did not
/// @param issuer who it says it is (RFC 9207), empty where it does not say
public record CallbackParameters(String code, String error, String issuer) {
    /// The error code, for the log: what a browser brings is not written there as it comes.
    String errorCode() {
        return error.matches("[a-z_]{1,40}") ? error : "of a code that is none";
    }

    @Override
    public String toString() {
        return "CallbackParameters[***]";
    }
}
