package dev.postern.config;

import dev.postern.oauth.Scopes;

/// A scope of the token and what it is called towards clients: `access=api://mcp/access`.
///
/// @param inToken as the issuer writes it
/// @param here as metadata, challenges and required scopes have it
record ScopeNames(String inToken, String here) {

    static Parsed<ScopeNames> parse(String text) {
        int equals = text.indexOf('=');
        String inToken = text.substring(0, Math.max(0, equals)).strip();
        String here = text.substring(equals + 1).strip();
        return Scopes.isScopeToken(inToken) && Scopes.isScopeToken(here)
                ? new Parsed.Value<>(new ScopeNames(inToken, here))
                : new Parsed.Fault<>("is not two scopes with = between them");
    }

    static Parsed<String> parseScope(String text) {
        return Scopes.isScopeToken(text)
                ? new Parsed.Value<>(text)
                : new Parsed.Fault<>("is not a scope (RFC 6749 section 3.3)");
    }
}
