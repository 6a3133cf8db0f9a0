package dev.postern.oauth;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/// A set of scope tokens (RFC 6749 §3.3) that keeps the order in which they were named.
///
/// @param values the scope tokens, each of visible ASCII without `"` and `\`
public record Scopes(Set<String> values) {
    public static final Scopes NONE = new Scopes(Set.of());

    public Scopes {
        for (String scope : values) {
            if (!isScopeToken(scope)) {
                throw new IllegalArgumentException("not a scope token (RFC 6749 §3.3)");
            }
        }
        values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    public static Scopes of(Collection<String> values) {
        return new Scopes(new LinkedHashSet<>(values));
    }

    /// Reads a space-delimited list, as in the `scope` claim and parameter.
    public static Scopes parse(String spaceDelimited) {
        Set<String> values = new LinkedHashSet<>();
        for (String scope : spaceDelimited.split(" ", -1)) {
            if (!scope.isEmpty()) {
                values.add(scope);
            }
        }
        return new Scopes(values);
    }

    /// Whether the text is a scope token: 1*( %x21 / %x23-5B / %x5D-7E ).
    public static boolean isScopeToken(String scope) {
        for (int i = 0; i < scope.length(); i++) {
            char c = scope.charAt(i);
            if (c < 0x21 || c > 0x7e || c == '"' || c == '\\') {
                return false;
            }
        }
        return !scope.isEmpty();
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public boolean containsAll(Scopes needed) {
        return values.containsAll(needed.values);
    }

    /// These and those.
    public Scopes and(Scopes others) {
        Set<String> all = new LinkedHashSet<>(values);
        all.addAll(others.values);
        return new Scopes(all);
    }

    /// The scopes as one space-delimited text.
    @Override
    public String toString() {
        return String.join(" ", values);
    }
}
