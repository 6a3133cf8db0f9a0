package dev.postern.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// How one kind of authorization server writes its access tokens, where the RFCs leave it open or it does otherwise.
///
/// @param recipientClaim which claim must name one of the accepted audiences: `aud`, but for Cognito
/// @param subjectClaim which claim says who it speaks for: `sub`, unless configured otherwise
/// @param scopeClaims where the scopes are; the first that is there counts
/// @param roleClaims what else is granted, counted as scopes too
/// @param clientClaims where the client's id is; the first that is there counts
/// @param requiredClaims claims that must have this very value
/// @param ignoredHeaders header parameters that are let pass, and never followed
/// @param scopeNames what a scope of the token is called here and towards clients, where that differs
/// @param introspection in which way the server is asked about opaque tokens
public record TokenProfile(
        String recipientClaim,
        String subjectClaim,
        List<String> scopeClaims,
        List<String> roleClaims,
        List<String> clientClaims,
        Map<String, String> requiredClaims,
        Set<String> ignoredHeaders,
        Map<String, String> scopeNames,
        IntrospectionDialect introspection) {
    /// What RFC 9068 says, and `scp` and `azp` where `scope` and `client_id` are missing.
    public static final TokenProfile GENERIC = new TokenProfile(
            "aud",
            "sub",
            List.of("scope", "scp"),
            List.of(),
            List.of("client_id", "azp"),
            Map.of(),
            Set.of(),
            Map.of(),
            IntrospectionDialect.RFC_7662);

    public TokenProfile {
        scopeClaims = List.copyOf(scopeClaims);
        roleClaims = List.copyOf(roleClaims);
        clientClaims = List.copyOf(clientClaims);
        requiredClaims = Map.copyOf(requiredClaims);
        ignoredHeaders = Set.copyOf(ignoredHeaders);
        scopeNames = Map.copyOf(scopeNames);
    }

    /// The same, with scopes of the token called otherwise here and towards clients.
    public TokenProfile naming(Map<String, String> newScopeNames) {
        return new TokenProfile(
                recipientClaim,
                subjectClaim,
                scopeClaims,
                roleClaims,
                clientClaims,
                requiredClaims,
                ignoredHeaders,
                newScopeNames,
                introspection);
    }

    /// The same, with some things read from other claims; an empty list leaves them where they were.
    TokenProfile reading(List<String> subject, List<String> client, List<String> scopes, List<String> roles) {
        return new TokenProfile(
                recipientClaim,
                subject.isEmpty() ? subjectClaim : subject.getFirst(),
                scopes.isEmpty() ? scopeClaims : scopes,
                roles.isEmpty() ? roleClaims : roles,
                client.isEmpty() ? clientClaims : client,
                requiredClaims,
                ignoredHeaders,
                scopeNames,
                introspection);
    }
}
