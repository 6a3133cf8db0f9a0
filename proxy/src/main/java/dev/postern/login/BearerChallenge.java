package dev.postern.login;

import dev.postern.oauth.Scopes;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a server's `WWW-Authenticate` tells a client that must come back with another token (RFC 6750 §3, RFC 9728
/// §5.1).
///
/// @param resourceMetadata where the resource's metadata is, empty where it does not say
/// @param scope what the request needs
/// @param error the code, empty where there is none
/// @param description for a person, as the server wrote it
record BearerChallenge(String resourceMetadata, Scopes scope, String error, String description) {
    static final BearerChallenge NONE = new BearerChallenge("", Scopes.NONE, "", "");

    static BearerChallenge of(HttpHeaders headers) {
        List<ChallengeScanner.Scheme> schemes =
                new ChallengeScanner(String.join(", ", headers.allValues("WWW-Authenticate"))).schemes();
        Map<String, String> bearer = schemes.stream()
                .filter(scheme -> scheme.name().equalsIgnoreCase("Bearer"))
                .findFirst()
                .map(ChallengeScanner.Scheme::parameters)
                .orElse(Map.of());
        // RFC 9728 §5.1: it may stand in the challenge of any scheme.
        Optional<String> elsewhere = schemes.stream()
                .map(scheme -> scheme.parameters().getOrDefault("resource_metadata", ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
        return new BearerChallenge(
                bearer.getOrDefault("resource_metadata", elsewhere.orElse("")),
                scopes(bearer.getOrDefault("scope", "")),
                bearer.getOrDefault("error", ""),
                bearer.getOrDefault("error_description", ""));
    }

    private static Scopes scopes(String text) {
        try {
            return Scopes.parse(text);
        } catch (IllegalArgumentException _) {
            return Scopes.NONE;
        }
    }
}
