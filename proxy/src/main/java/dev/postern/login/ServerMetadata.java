package dev.postern.login;

import dev.postern.json.JsonObject;
import dev.postern.oauth.Scopes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An authorization server's metadata, as far as a client needs it (RFC 8414 §2).
///
/// @param issuer exactly as the protected resource named it, and as it names itself
/// @param members all it says
/// @param allowed which of its endpoints are called
record ServerMetadata(String issuer, JsonObject members, AllowedAddresses allowed) {

    /// An endpoint that has to be there.
    URI endpoint(String name) throws LoginException {
        Optional<URI> found = optionalEndpoint(name);
        if (found.isEmpty()) {
            throw new LoginException(issuer + " has no \"" + name + "\" in its metadata, which is needed here.");
        }
        return found.get();
    }

    /// An endpoint that may be there.
    Optional<URI> optionalEndpoint(String name) throws LoginException {
        @Nullable String stated = members.string(name).orElse(null);
        if (stated == null) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(stated);
            Optional<String> objection = allowed.objection(uri);
            if (objection.isPresent()) {
                throw new LoginException("The \"" + name + "\" of " + issuer + " is not used, as " + objection.get()
                        + ": " + Shown.of(stated));
            }
            return Optional.of(uri);
        } catch (URISyntaxException e) {
            throw new LoginException("The \"" + name + "\" of " + issuer + " is not a URL: " + Shown.of(stated), e);
        }
    }

    /// @throws LoginException where it does not say that it checks code challenges by S256, as then nobody may rely on
    /// it
    void requirePkce() throws LoginException {
        List<String> methods = list("code_challenge_methods_supported");
        if (!methods.contains("S256")) {
            throw new LoginException(issuer + " does not say that it supports PKCE with S256, and MCP forbids to log in"
                    + " without it: expected \"code_challenge_methods_supported\" with \"S256\", found "
                    + (methods.isEmpty() ? "none" : Shown.of(methods.toString())) + ".");
        }
    }

    boolean supports(String flag) {
        return Boolean.TRUE.equals(members.get(flag));
    }

    boolean lists(Scopes scope) {
        return list("scopes_supported").containsAll(scope.values());
    }

    /// How clients may authenticate at the token endpoint, by default as RFC 8414 §2 says.
    List<String> tokenAuthentication() {
        List<String> stated = list("token_endpoint_auth_methods_supported");
        return stated.isEmpty() ? List.of("client_secret_basic") : stated;
    }

    private List<String> list(String name) {
        return members.strings(name).orElse(List.of());
    }
}
