package dev.postern.oauth;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Which scope implies which others, so that who was granted the broader needs no narrower one besides (MCP
/// authorization, step-up: hierarchies must be accounted for).
public final class ScopeHierarchy {
    /// Every scope stands for itself alone.
    public static final ScopeHierarchy NONE = new ScopeHierarchy(Map.of());

    private final Map<String, Set<String>> impliers = new HashMap<>();

    /// @param implies the narrower scopes of each broader one; what those imply counts too
    public ScopeHierarchy(Map<String, Set<String>> implies) {
        for (String broad : implies.keySet()) {
            for (String narrow : impliedBy(broad, implies)) {
                impliers.computeIfAbsent(narrow, _ -> new LinkedHashSet<>()).add(broad);
            }
        }
    }

    private static Set<String> impliedBy(String broad, Map<String, Set<String>> implies) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(implies.getOrDefault(broad, Set.of()));
        while (!open.isEmpty()) {
            String scope = open.removeFirst();
            if (found.add(scope)) {
                open.addAll(implies.getOrDefault(scope, Set.of()));
            }
        }
        return found;
    }

    /// Whether everything that is needed was granted, by itself or by something broader.
    public boolean satisfies(Scopes granted, Scopes needed) {
        for (String scope : needed.values()) {
            if (!holds(granted, scope)) {
                return false;
            }
        }
        return true;
    }

    /// Those of the needed scopes that were granted in no form.
    public Scopes missing(Scopes granted, Scopes needed) {
        Set<String> missing = new LinkedHashSet<>();
        for (String scope : needed.values()) {
            if (!holds(granted, scope)) {
                missing.add(scope);
            }
        }
        return new Scopes(missing);
    }

    private boolean holds(Scopes granted, String scope) {
        if (granted.values().contains(scope)) {
            return true;
        }
        for (String broad : impliers.getOrDefault(scope, Set.of())) {
            if (granted.values().contains(broad)) {
                return true;
            }
        }
        return false;
    }
}
