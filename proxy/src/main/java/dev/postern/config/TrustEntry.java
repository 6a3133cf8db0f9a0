package dev.postern.config;

import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One issuer whose tokens are accepted, and on what terms.
///
/// @param issuer byte for byte as in `iss`
/// @param audiences of which `aud` must contain one
/// @param algorithms the JWS algorithms accepted from it (RFC 8725 §3.1)
/// @param jwksUrl where its keys are; from its metadata where null
/// @param tokenType which `typ` is accepted
/// @param clockSkew allowed for `exp`, `nbf` and `iat`
/// @param profile how its tokens are written
/// @param requiredScopes what its tokens must grant, besides what every request needs
/// @param introspection how to ask about tokens that cannot be verified here; null where nobody is asked
public record TrustEntry(
        Issuer issuer,
        List<String> audiences,
        Set<String> algorithms,
        @Nullable URI jwksUrl,
        TokenType tokenType,
        Duration clockSkew,
        TokenProfile profile,
        Scopes requiredScopes,
        @Nullable IntrospectionConfig introspection) {
    public TrustEntry {
        audiences = List.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
        if (audiences.isEmpty() || algorithms.isEmpty()) {
            throw new IllegalArgumentException("a trusted issuer needs an audience and an algorithm");
        }
    }

    /// An issuer whose tokens are JWTs.
    public TrustEntry(
            Issuer issuer,
            List<String> audiences,
            Set<String> algorithms,
            @Nullable URI jwksUrl,
            TokenType tokenType,
            Duration clockSkew) {
        this(issuer, audiences, algorithms, jwksUrl, tokenType, clockSkew, TokenProfile.GENERIC, Scopes.NONE, null);
    }

    /// The same, asking the authorization server about tokens.
    public TrustEntry with(IntrospectionConfig newIntrospection) {
        return new TrustEntry(
                issuer,
                audiences,
                algorithms,
                jwksUrl,
                tokenType,
                clockSkew,
                profile,
                requiredScopes,
                newIntrospection);
    }

    /// The same, with tokens written another way.
    public TrustEntry with(TokenProfile newProfile) {
        return new TrustEntry(
                issuer,
                audiences,
                algorithms,
                jwksUrl,
                tokenType,
                clockSkew,
                newProfile,
                requiredScopes,
                introspection);
    }

    /// The same, for tokens that must grant this.
    public TrustEntry requiring(Scopes newScopes) {
        return new TrustEntry(
                issuer, audiences, algorithms, jwksUrl, tokenType, clockSkew, profile, newScopes, introspection);
    }
}
