package dev.postern.config;

import dev.postern.config.ClaimName.What;
import dev.postern.oauth.Scopes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads how an issuer writes its tokens, where it differs from what its kind of issuer does.
final class ProfileReader {
    private final Values values;

    ProfileReader(Values values) {
        this.values = values;
    }

    /// The provider's profile with what was said otherwise.
    ///
    /// @param required what the tokens must grant, in the names that are used here
    TokenProfile read(TokenProfile usual, Scopes required) {
        List<ClaimName> claims = values.many(Option.AUTH_CLAIMS, ClaimName::parse);
        return usual.reading(
                        subject(claims),
                        named(claims, What.CLIENT),
                        named(claims, What.SCOPES),
                        named(claims, What.ROLES))
                .naming(scopeNames(required));
    }

    private List<String> subject(List<ClaimName> claims) {
        List<String> subjects = named(claims, What.SUBJECT);
        if (subjects.size() > 1) {
            values.problem(
                    "%s names %d claims for the subject; expected one, as who somebody is must not depend on the token."
                            .formatted(Option.AUTH_CLAIMS.flag(), subjects.size()));
        }
        return subjects;
    }

    private static List<String> named(List<ClaimName> claims, What what) {
        return claims.stream()
                .filter(name -> name.what() == what)
                .map(ClaimName::claim)
                .toList();
    }

    private Map<String, String> scopeNames(Scopes required) {
        Map<String, String> names = new LinkedHashMap<>();
        for (ScopeNames pair : values.many(Option.AUTH_SCOPE_NAMES, ScopeNames::parse)) {
            String before = names.putIfAbsent(pair.inToken(), pair.here());
            if (before != null) {
                values.problem("%s calls the scope %s both %s and %s; expected one name."
                        .formatted(Option.AUTH_SCOPE_NAMES.flag(), pair.inToken(), before, pair.here()));
            }
        }
        for (String scope : required.values()) {
            if (names.containsKey(scope) && !names.containsValue(scope)) {
                values.problem("%s asks for %s, which %s calls %s; expected the latter, the name towards clients."
                        .formatted(
                                Option.AUTH_REQUIRED_SCOPES.flag(),
                                scope,
                                Option.AUTH_SCOPE_NAMES.flag(),
                                names.get(scope)));
            }
        }
        return names;
    }
}
