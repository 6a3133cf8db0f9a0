package dev.postern.oscal.coverage;

import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a plan says about one control, which it may do at several places.
final class Requirement {
    private static final Set<String> DONE = Set.of("implemented", "alternative");

    private final Set<String> statements = new LinkedHashSet<>();
    private final Map<String, Set<String>> components = new LinkedHashMap<>();
    private final Set<String> states = new LinkedHashSet<>();
    private boolean answered;

    /// Takes up one `implemented-requirements` of the plan.
    void add(ObjectNode said) {
        answered |= answer(said);
        for (ObjectNode statement : said.objects("statements")) {
            if (answer(statement)) {
                statement.text("statement-id").ifPresent(statements::add);
                answered = true;
            }
        }
    }

    /// Takes up what is said at one place, and whether anything is.
    private boolean answer(ObjectNode said) {
        state(said, states);
        List<ObjectNode> by = said.objects("by-components");
        for (ObjectNode component : by) {
            Set<String> its = new LinkedHashSet<>();
            component
                    .object("implementation-status")
                    .flatMap(status -> status.text("state"))
                    .ifPresent(its::add);
            state(component, its);
            states.addAll(its);
            component
                    .text("component-uuid")
                    .ifPresent(uuid -> components
                            .computeIfAbsent(uuid, _ -> new LinkedHashSet<>())
                            .addAll(its));
        }
        return !by.isEmpty() || said.has("remarks") || said.has("description");
    }

    /// FedRAMP's plans say it in a property.
    private static void state(ObjectNode said, Set<String> into) {
        said.objects("props").stream()
                .filter(prop -> prop.text("name").equals(Optional.of("implementation-status")))
                .flatMap(prop -> prop.text("value").stream())
                .forEach(into::add);
    }

    /// Whether more is said than the control's id.
    boolean isAnswered() {
        return answered;
    }

    /// Ids of statements that are answered one by one.
    Set<String> statements() {
        return statements;
    }

    /// Uuids of the components that answer it.
    Set<String> components() {
        return components.keySet();
    }

    String state() {
        return overall(states);
    }

    String state(String component) {
        return overall(components.getOrDefault(component, Set.of()));
    }

    /// One word for several: what is not done everywhere is partial.
    private static String overall(Set<String> states) {
        List<String> counted = new ArrayList<>(states);
        if (counted.size() > 1) {
            counted.remove("not-applicable");
        }
        if (counted.isEmpty()) {
            return "unstated";
        }
        if (counted.size() == 1) {
            return counted.getFirst();
        }
        if (DONE.containsAll(counted)) {
            return "implemented";
        }
        return counted.contains("partial") || counted.stream().anyMatch(DONE::contains)
                ? "partial"
                : counted.getFirst();
    }
}
