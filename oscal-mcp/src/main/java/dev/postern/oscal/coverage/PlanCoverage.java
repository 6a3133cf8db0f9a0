package dev.postern.oscal.coverage;

import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.library.Baseline;
import dev.postern.oscal.library.Control;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// How a system security plan answers a baseline.
///
/// @param rows controls in the order of the baseline, then those that it does not ask for
public record PlanCoverage(List<Row> rows, List<Component> components) {
    public PlanCoverage {
        rows = List.copyOf(rows);
        components = List.copyOf(components);
    }

    /// Where a control stands between plan and baseline.
    public enum Standing {
        ANSWERED,
        MISSING,
        EXTRANEOUS
    }

    /// One control.
    ///
    /// @param control empty where no catalog of the baseline knows it
    /// @param state as the plan says; empty where it is missing
    /// @param unanswered ids of statements that nothing is said about, where others are
    /// @param components titles of those that answer it
    public record Row(
            String id,
            Optional<Control> control,
            Standing standing,
            String state,
            List<String> unanswered,
            List<String> components) {
        public Row {
            unanswered = List.copyOf(unanswered);
            components = List.copyOf(components);
        }

        public boolean isOpen() {
            return standing == Standing.MISSING
                    || !unanswered.isEmpty()
                    || (standing == Standing.ANSWERED && !CLOSED.contains(state));
        }

        private static final Set<String> CLOSED = Set.of("implemented", "alternative", "not-applicable");
    }

    /// One component of the system.
    ///
    /// @param states how many controls it answers in each state
    public record Component(String uuid, String title, String type, Map<String, Integer> states) {
        public Component {
            states = new TreeMap<>(states);
        }

        public int controls() {
            return states.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    public static PlanCoverage of(OscalDocument plan, Baseline baseline) {
        Required required = new Required(baseline);
        Map<String, Requirement> said = said(plan, required);
        Map<String, String> titles = new LinkedHashMap<>();
        List<ObjectNode> components = components(plan);
        components.forEach(component -> component
                .text("uuid")
                .ifPresent(uuid -> titles.put(uuid, component.text("title").orElse(uuid))));
        List<Row> rows = new ArrayList<>();
        required.controls().forEach((id, control) -> {
            Requirement answer = said.get(id);
            rows.add(
                    answer == null
                            ? new Row(id, Optional.of(control), Standing.MISSING, "", List.of(), List.of())
                            : row(id, Optional.of(control), Standing.ANSWERED, answer, titles));
        });
        said.forEach((id, answer) -> {
            if (!required.controls().containsKey(id)) {
                rows.add(row(id, required.known(id), Standing.EXTRANEOUS, answer, titles));
            }
        });
        Map<String, Map<String, Integer>> states = states(said);
        return new PlanCoverage(
                rows, components.stream().map(each -> component(each, states)).toList());
    }

    private static Map<String, Requirement> said(OscalDocument plan, Required required) {
        Map<String, Requirement> said = new LinkedHashMap<>();
        ObjectNode implementation =
                plan.content().object("control-implementation").orElse(ObjectNode.EMPTY);
        for (ObjectNode requirement : implementation.objects("implemented-requirements")) {
            requirement
                    .text("control-id")
                    .ifPresent(id -> said.computeIfAbsent(required.id(id), _ -> new Requirement())
                            .add(requirement));
        }
        return said;
    }

    private static List<ObjectNode> components(OscalDocument plan) {
        return plan.content()
                .object("system-implementation")
                .orElse(ObjectNode.EMPTY)
                .objects("components");
    }

    private static Row row(
            String id, Optional<Control> control, Standing standing, Requirement answer, Map<String, String> titles) {
        // Who answers a control as a whole need not answer its statements.
        boolean whole = answer.isAnswered() && answer.statements().isEmpty();
        List<String> unanswered = whole || standing == Standing.EXTRANEOUS
                ? List.of()
                : control.map(present -> Statements.unanswered(present, answer.statements()))
                        .orElse(List.of());
        List<String> by = answer.components().stream()
                .map(uuid -> titles.getOrDefault(uuid, uuid))
                .toList();
        return new Row(id, control, standing, answer.state(), unanswered, by);
    }

    /// In how many controls each component is in each state.
    private static Map<String, Map<String, Integer>> states(Map<String, Requirement> said) {
        Map<String, Map<String, Integer>> states = new HashMap<>();
        for (Requirement answer : said.values()) {
            for (String uuid : answer.components()) {
                states.computeIfAbsent(uuid, _ -> new TreeMap<>()).merge(answer.state(uuid), 1, Integer::sum);
            }
        }
        return states;
    }

    private static Component component(ObjectNode component, Map<String, Map<String, Integer>> states) {
        String uuid = component.text("uuid").orElse("");
        return new Component(
                uuid,
                component.text("title").orElse(""),
                component.text("type").orElse(""),
                states.getOrDefault(uuid, Map.of()));
    }

    public List<String> ids(Standing standing) {
        return rows.stream()
                .filter(row -> row.standing() == standing)
                .map(Row::id)
                .toList();
    }

    /// How many of the answered controls are in each state.
    public Map<String, Integer> states() {
        Map<String, Integer> states = new TreeMap<>();
        rows.stream()
                .filter(row -> row.standing() == Standing.ANSWERED)
                .forEach(row -> states.merge(row.state(), 1, Integer::sum));
        return states;
    }

    public int unanswered() {
        return rows.stream().mapToInt(row -> row.unanswered().size()).sum();
    }
}
