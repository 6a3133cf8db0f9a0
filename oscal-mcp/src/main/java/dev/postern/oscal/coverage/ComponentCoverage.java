package dev.postern.oscal.coverage;

import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.library.Baseline;
import dev.postern.oscal.library.Control;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which controls of a baseline components could answer.
///
/// @param rows every control of the baseline, in its order
/// @param beyond ids of controls that components answer and the baseline does not ask for
public record ComponentCoverage(List<Row> rows, List<Offer> offers, List<String> beyond) {
    public ComponentCoverage {
        rows = List.copyOf(rows);
        offers = List.copyOf(offers);
        beyond = List.copyOf(beyond);
    }

    /// A component or capability.
    ///
    /// @param type of the component, or `capability`
    /// @param definition the title of the document that it is in
    /// @param sources what its controls are said to be of
    /// @param controls ids of controls, each with the statements that are named
    public record Offer(
            String uuid,
            String title,
            String type,
            String definition,
            Set<String> sources,
            Map<String, Set<String>> controls) {
        public Offer {
            sources = new LinkedHashSet<>(sources);
            controls = new LinkedHashMap<>(controls);
        }
    }

    /// One control.
    ///
    /// @param unanswered statements that no component names, where others are named and none answers the whole
    public record Row(Control control, List<Offer> offers, List<String> unanswered) {
        public Row {
            offers = List.copyOf(offers);
            unanswered = List.copyOf(unanswered);
        }
    }

    public static ComponentCoverage of(List<OscalDocument> definitions, Baseline baseline) {
        Required required = new Required(baseline);
        List<Offer> offers = new ArrayList<>();
        for (OscalDocument definition : definitions) {
            for (ObjectNode component : definition.content().objects("components")) {
                offers.add(offer(component, component.text("type").orElse(""), definition, required));
            }
            for (ObjectNode capability : definition.content().objects("capabilities")) {
                offers.add(offer(capability, "capability", definition, required));
            }
        }
        Set<String> beyond = new LinkedHashSet<>();
        offers.forEach(offer -> beyond.addAll(offer.controls().keySet()));
        beyond.removeAll(required.controls().keySet());
        List<Row> rows = required.controls().values().stream()
                .map(control -> row(control, offers))
                .toList();
        return new ComponentCoverage(rows, offers, List.copyOf(beyond));
    }

    private static Row row(Control control, List<Offer> offers) {
        List<Offer> by = offers.stream()
                .filter(offer -> offer.controls().containsKey(control.id()))
                .toList();
        Set<String> statements = new LinkedHashSet<>();
        boolean whole = by.isEmpty();
        for (Offer offer : by) {
            Set<String> named = offer.controls().getOrDefault(control.id(), Set.of());
            whole |= named.isEmpty();
            statements.addAll(named);
        }
        return new Row(control, by, whole ? List.of() : Statements.unanswered(control, statements));
    }

    private static Offer offer(ObjectNode offering, String type, OscalDocument definition, Required required) {
        Set<String> sources = new LinkedHashSet<>();
        Map<String, Set<String>> controls = new LinkedHashMap<>();
        for (ObjectNode implementation : offering.objects("control-implementations")) {
            implementation.text("source").ifPresent(sources::add);
            for (ObjectNode requirement : implementation.objects("implemented-requirements")) {
                Set<String> statements = controls.computeIfAbsent(
                        required.id(requirement.text("control-id").orElse("")), _ -> new LinkedHashSet<>());
                requirement
                        .objects("statements")
                        .forEach(each -> each.text("statement-id").ifPresent(statements::add));
            }
        }
        controls.remove("");
        String title = offering.text("title").or(() -> offering.text("name")).orElse("");
        return new Offer(offering.text("uuid").orElse(""), title, type, definition.title(), sources, controls);
    }

    public List<String> gaps() {
        return rows.stream()
                .filter(row -> row.offers().isEmpty())
                .map(row -> row.control().id())
                .toList();
    }
}
