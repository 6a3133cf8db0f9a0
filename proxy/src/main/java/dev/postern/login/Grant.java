package dev.postern.login;

import dev.postern.oauth.Scopes;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A login that is kept: for which server, from whom, as whom, and what came of it.
///
/// @param endpoint the MCP server
/// @param resource its identifier, sent with every request for a token
/// @param issuer who gave the tokens
/// @param tokenEndpoint where they are refreshed
/// @param revocationEndpoint where they are given back, null where that is not possible
/// @param client as whom
/// @param requested the scopes that were asked for
/// @param machine whether it was without a person, by client credentials
record Grant(
        Endpoint endpoint,
        String resource,
        String issuer,
        URI tokenEndpoint,
        @Nullable URI revocationEndpoint,
        Client client,
        Scopes requested,
        boolean machine,
        Tokens tokens) {

    Grant with(Tokens fresh) {
        return new Grant(
                endpoint, resource, issuer, tokenEndpoint, revocationEndpoint, client, requested, machine, fresh);
    }
}
