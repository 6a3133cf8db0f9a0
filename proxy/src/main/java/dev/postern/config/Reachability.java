package dev.postern.config;

import dev.postern.mcp.McpMessage.Kind;
import dev.postern.mcp.McpMethods;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Knows what earlier rules have decided already, so that a rule that cannot come to its turn is found.
final class Reachability {
    private final List<PolicyRule> unconditional = new ArrayList<>();

    void add(PolicyRule rule) {
        if (rule.when() == null) {
            unconditional.add(rule);
        }
    }

    /// The rules that leave nothing to this one, as words; empty where it is left something.
    Optional<String> coveredBy(PolicyRule rule) {
        Set<String> by = new LinkedHashSet<>();
        PolicyTargets targets = rule.targets();
        boolean all = coversNames(Kind.TOOL, targets.tools(), by)
                && coversNames(Kind.PROMPT, targets.prompts(), by)
                && coversNames(Kind.RESOURCE, targets.resources(), by)
                && targets.methods().stream().allMatch(method -> coversMethod(method, by));
        return all && !by.isEmpty() ? Optional.of(String.join(" and ", by)) : Optional.empty();
    }

    private boolean coversNames(Kind kind, List<Glob> globs, Set<String> by) {
        return globs.stream()
                .allMatch(glob -> covers(
                        by,
                        earlier -> earlier.targets().of(kind).stream().anyMatch(wide -> wide.covers(glob))
                                || coversEveryMethod(earlier.targets().methods(), kind)));
    }

    private static boolean coversEveryMethod(List<Glob> methods, Kind kind) {
        return McpMethods.naming(kind).stream()
                .allMatch(name -> methods.stream().anyMatch(method -> method.matches(name)));
    }

    private boolean coversMethod(Glob method, Set<String> by) {
        return covers(
                by,
                earlier -> earlier.targets().methods().stream().anyMatch(wide -> wide.covers(method))
                        || everyNameOf(method, earlier.targets()));
    }

    /// Whether a rule about every tool decides `tools/call`, and so on.
    private static boolean everyNameOf(Glob method, PolicyTargets targets) {
        for (Kind kind : List.of(Kind.TOOL, Kind.PROMPT, Kind.RESOURCE)) {
            boolean names = McpMethods.naming(kind).contains(method.pattern());
            if (names
                    && targets.of(kind).stream().anyMatch(glob -> glob.pattern().equals("*"))) {
                return true;
            }
        }
        return false;
    }

    private boolean covers(Set<String> by, Predicate<PolicyRule> covering) {
        Optional<PolicyRule> first = unconditional.stream().filter(covering).findFirst();
        first.ifPresent(rule -> by.add(Quoted.of(rule.name())));
        return first.isPresent();
    }
}
