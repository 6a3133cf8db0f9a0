package dev.postern.config;

import dev.postern.oauth.ScopeHierarchy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads which scopes imply which.
final class PolicyHierarchyReader {
    private final PolicyProblems problems;
    private final PolicyValues values;
    private final Map<String, Set<String>> implies = new LinkedHashMap<>();

    PolicyHierarchyReader(PolicyProblems problems) {
        this.problems = problems;
        this.values = new PolicyValues(problems);
    }

    ScopeHierarchy read(Node node) {
        PolicyMap.of(node, "scopes and what they imply, such as {oscal:write: [oscal:read]}", problems)
                .ifPresent(this::read);
        return new ScopeHierarchy(implies);
    }

    private void read(PolicyMap map) {
        map.values().forEach((broad, narrow) -> {
            if (map.place(broad) instanceof ScalarNode name) {
                values.scope(name);
            }
            implies.put(broad, values.scopes(narrow).values());
        });
        Set<String> told = new LinkedHashSet<>();
        for (String broad : implies.keySet()) {
            List<String> way = wayBack(broad, broad, new LinkedHashSet<>());
            if (!way.isEmpty() && !told.contains(broad)) {
                told.addAll(way);
                problems.at(
                        map.place(broad),
                        "the scope %s implies itself, by %s; expected the broader to imply the narrower only"
                                .formatted(Quoted.of(broad), String.join(" > ", way)));
            }
        }
    }

    /// The scopes by which one comes back to where one began, none where there is no way.
    private List<String> wayBack(String from, String to, Set<String> seen) {
        for (String next : implies.getOrDefault(from, Set.of())) {
            if (next.equals(to)) {
                return List.of(from, to);
            }
            if (seen.add(next)) {
                List<String> rest = wayBack(next, to, seen);
                if (!rest.isEmpty()) {
                    List<String> way = new ArrayList<>(List.of(from));
                    way.addAll(rest);
                    return way;
                }
            }
        }
        return List.of();
    }
}
