package dev.postern.config;

import dev.postern.oauth.Scopes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What a rule asks of a caller: of each kind that is named, all scopes, and one of anything else.
///
/// @param scopes all of which must be granted
/// @param groups of which the claim `groups` must have one
/// @param roles of which the claim `roles` must have one
/// @param claims the values of which each claim must have one
/// @param subjects of whom the caller must be one
/// @param clients by one of which the caller must come
/// @param issuers of which one must vouch for the caller
public record PolicyRequirement(
        Scopes scopes,
        Set<String> groups,
        Set<String> roles,
        Map<String, Set<String>> claims,
        Set<String> subjects,
        Set<String> clients,
        Set<String> issuers) {
    /// Anybody will do.
    public static final PolicyRequirement NONE =
            new PolicyRequirement(Scopes.NONE, Set.of(), Set.of(), Map.of(), Set.of(), Set.of(), Set.of());

    public PolicyRequirement {
        groups = Set.copyOf(groups);
        roles = Set.copyOf(roles);
        claims = Map.copyOf(claims);
        subjects = Set.copyOf(subjects);
        clients = Set.copyOf(clients);
        issuers = Set.copyOf(issuers);
    }

    /// The values that claims must have, by the claim's name; groups and roles are claims like any other.
    public Map<String, Set<String>> allClaims() {
        Map<String, Set<String>> all = new LinkedHashMap<>(claims);
        if (!groups.isEmpty()) {
            all.put("groups", groups);
        }
        if (!roles.isEmpty()) {
            all.put("roles", roles);
        }
        return all;
    }

    /// The claims that must be known to judge it. `realm_access.roles` may be a claim of that name, or a member of one.
    Set<String> claimNames() {
        Set<String> names = new LinkedHashSet<>();
        for (String path : allClaims().keySet()) {
            names.add(path);
            names.add(path.substring(0, (path + ".").indexOf('.')));
        }
        return names;
    }
}
