package dev.postern.token;

import dev.postern.oauth.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the scopes of a token: `scope` (RFC 9068 §2.2.3) or else `scp`, each a space-delimited text or an array.
final class GrantedScopes {
    private GrantedScopes() {}

    /// The scopes, none where there is no such claim; empty where the claim is not what it must be.
    static Optional<Scopes> read(JsonObject claims) {
        String name = claims.has("scope") ? "scope" : "scp";
        if (!claims.has(name)) {
            return Optional.of(Scopes.NONE);
        }
        Optional<List<String>> texts = claims.strings(name);
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        List<String> scopes = new ArrayList<>();
        for (String text : texts.get()) {
            for (String scope : text.split(" ", -1)) {
                if (!scope.isEmpty()) {
                    scopes.add(scope);
                }
            }
        }
        return scopes.stream().allMatch(Scopes::isScopeToken) ? Optional.of(Scopes.of(scopes)) : Optional.empty();
    }
}
