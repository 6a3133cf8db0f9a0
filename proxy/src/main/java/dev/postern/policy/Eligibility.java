package dev.postern.policy;

import dev.postern.config.PolicyRequirement;
import dev.postern.json.JsonObject;
import dev.postern.oauth.Identity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Judges whether a caller is one of those a rule is for, scopes aside.
final class Eligibility {
    private final PolicyRequirement requires;
    private final Map<String, Set<String>> claims;

    Eligibility(PolicyRequirement requires) {
        this.requires = requires;
        this.claims = requires.allClaims();
    }

    /// What the caller would have to be, as a clause; null where nothing is missing.
    @Nullable
    String missing(Identity identity) {
        if (!isOneOf(requires.subjects(), identity.subject())) {
            return "it is for other subjects";
        }
        if (!isOneOf(requires.clients(), identity.clientId())) {
            return "it is for the clients " + listed(requires.clients());
        }
        if (!isOneOf(requires.issuers(), identity.issuer().value())) {
            return "it is for tokens of " + listed(requires.issuers());
        }
        for (Map.Entry<String, Set<String>> claim : claims.entrySet()) {
            if (!has(at(identity.claims(), claim.getKey()), claim.getValue())) {
                return "it needs in the claim %s one of %s".formatted(claim.getKey(), listed(claim.getValue()));
            }
        }
        return null;
    }

    private static boolean isOneOf(Set<String> allowed, @Nullable String actual) {
        return allowed.isEmpty() || (actual != null && allowed.contains(actual));
    }

    private static String listed(Set<String> values) {
        return String.join(", ", new TreeSet<>(values));
    }

    /// A claim by its name, or by a path of names with dots between them.
    private static @Nullable Object at(JsonObject claims, String path) {
        Object claim = claims.get(path);
        int dot = path.indexOf('.');
        if (claim != null || dot < 0) {
            return claim;
        }
        return claims.get(path.substring(0, dot)) instanceof JsonObject inner
                ? at(inner, path.substring(dot + 1))
                : null;
    }

    private static boolean has(@Nullable Object claim, Set<String> wanted) {
        return switch (claim) {
            case String text -> wanted.contains(text);
            case Boolean truth -> wanted.contains(truth.toString());
            case BigDecimal number -> wanted.contains(number.toPlainString());
            case List<?> list -> list.stream().anyMatch(element -> !(element instanceof List) && has(element, wanted));
            case null, default -> false;
        };
    }
}
