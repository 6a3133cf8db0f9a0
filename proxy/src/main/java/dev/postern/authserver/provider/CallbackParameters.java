package dev.postern.authserver.provider;

/// What a user came back with.
///
/// @param code of the provider, empty where it refused
/// @param error its error code, empty where it did not
/// @param issuer who it says it is (RFC 9207), empty where it does not say
public record CallbackParameters(String code, String error, String issuer) {
    @Override
    public String toString() {
        return "CallbackParameters[***]";
    }
}
