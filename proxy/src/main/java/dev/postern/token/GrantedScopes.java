package dev.postern.token;

import dev.postern.config.TokenProfile;
import dev.postern.json.JsonObject;
import dev.postern.oauth.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what a token grants: the scope claim its issuer uses (`scope` by RFC 9068 §2.2.3), each a space-delimited text
/// or an array, with the names that are used here.
final class GrantedScopes {
    private final TokenProfile profile;

    GrantedScopes(TokenProfile profile) {
        this.profile = profile;
    }

    /// The scopes, none where there is no such claim; empty where a claim is not what it must be.
    Optional<Scopes> read(JsonObject claims) {
        List<String> granted = new ArrayList<>();
        for (String name : profile.scopeClaims()) {
            if (claims.has(name)) {
                if (!add(claims, name, granted)) {
                    return Optional.empty();
                }
                break;
            }
        }
        for (String name : profile.roleClaims()) {
            if (claims.has(name) && !add(claims, name, granted)) {
                return Optional.empty();
            }
        }
        return Optional.of(Scopes.of(granted));
    }

    private boolean add(JsonObject claims, String name, List<String> granted) {
        Optional<List<String>> texts = claims.strings(name);
        if (texts.isEmpty()) {
            return false;
        }
        for (String text : texts.get()) {
            for (String scope : text.split(" ", -1)) {
                if (!scope.isEmpty() && !Scopes.isScopeToken(scope)) {
                    return false;
                }
                if (!scope.isEmpty()) {
                    granted.add(profile.scopeNames().getOrDefault(scope, scope));
                }
            }
        }
        return true;
    }
}
