package dev.postern.login;

import dev.postern.json.JsonObject;
import dev.postern.oauth.Scopes;
import java.util.List;

/// Protected resource metadata, as far as a client needs it (RFC 9728 §2).
///
/// @param resource the identifier that tokens are asked for
/// @param authorizationServers the issuers, in the resource's order; at least one
/// @param scopesSupported the scopes for basic use
record ResourceDocument(String resource, List<String> authorizationServers, Scopes scopesSupported) {
    ResourceDocument {
        authorizationServers = List.copyOf(authorizationServers);
    }

    /// Reads a document for this endpoint.
    ///
    /// @throws LoginException where it is for another resource, or names no issuer
    static ResourceDocument of(JsonObject metadata, Endpoint endpoint, String place) throws LoginException {
        String resource = metadata.string("resource").orElse("");
        if (!endpoint.isCoveredBy(resource)) {
            throw new LoginException("The metadata at " + place + " is not for this server (RFC 9728 §3.3): expected"
                    + " \"resource\" to be " + endpoint + ", found \"" + Shown.of(resource) + "\".");
        }
        List<String> servers = metadata.strings("authorization_servers").orElse(List.of());
        if (servers.isEmpty()) {
            throw new LoginException(
                    "The metadata at " + place
                            + " names no authorization server; expected \"authorization_servers\" with at least one (RFC 9728 §2).");
        }
        return new ResourceDocument(resource, servers, scopes(metadata));
    }

    private static Scopes scopes(JsonObject metadata) {
        List<String> stated = metadata.strings("scopes_supported").orElse(List.of());
        return Scopes.of(stated.stream().filter(Scopes::isScopeToken).toList());
    }
}
