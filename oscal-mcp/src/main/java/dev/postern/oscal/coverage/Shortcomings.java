package dev.postern.oscal.coverage;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.library.ControlId;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a plan of action and milestones, or assessment results, say is wrong.
///
/// @param findings per control, those that are not satisfied first counted
public record Shortcomings(List<Item> items, Map<String, Risk> risks, Map<String, Tally> findings, int observations) {
    public Shortcomings {
        items = List.copyOf(items);
        risks = new LinkedHashMap<>(risks);
        findings = new LinkedHashMap<>(findings);
    }

    /// An item of a plan of action.
    ///
    /// @param risks uuids
    /// @param controls ids of controls that its findings are about
    public record Item(String uuid, String title, Set<String> risks, Set<String> controls) {
        public Item {
            risks = new LinkedHashSet<>(risks);
            controls = new LinkedHashSet<>(controls);
        }
    }

    /// Findings about one control.
    ///
    /// @param risks uuids of what follows from them
    public record Tally(int findings, int notSatisfied, Set<String> risks) {
        public Tally {
            risks = new LinkedHashSet<>(risks);
        }

        private Tally and(boolean satisfied, List<String> more) {
            Set<String> all = new LinkedHashSet<>(risks);
            all.addAll(more);
            return new Tally(findings + 1, notSatisfied + (satisfied ? 0 : 1), all);
        }
    }

    public static Shortcomings of(OscalDocument document) {
        // Assessment results have them once for each assessment.
        List<ObjectNode> holders = document.model() == Model.POAM
                ? List.of(document.content())
                : document.content().objects("results");
        Map<String, Risk> risks = new LinkedHashMap<>();
        Map<String, Tally> findings = new LinkedHashMap<>();
        Map<String, String> controls = new LinkedHashMap<>();
        int observations = 0;
        for (ObjectNode holder : holders) {
            observations += holder.objects("observations").size();
            for (ObjectNode risk : holder.objects("risks")) {
                Risk read = Risk.of(risk);
                risks.put(read.uuid().isEmpty() ? "risk " + risks.size() : read.uuid(), read);
            }
            for (ObjectNode finding : holder.objects("findings")) {
                String control = control(finding);
                finding.text("uuid").ifPresent(uuid -> controls.put(uuid, control));
                findings.put(
                        control,
                        findings.getOrDefault(control, new Tally(0, 0, Set.of()))
                                .and(isSatisfied(finding), related(finding, "related-risks", "risk-uuid")));
            }
        }
        List<Item> items = new ArrayList<>();
        for (ObjectNode item : document.content().objects("poam-items")) {
            items.add(item(item, controls));
        }
        return new Shortcomings(items, risks, findings, observations);
    }

    private static Item item(ObjectNode item, Map<String, String> controls) {
        Set<String> about = new LinkedHashSet<>();
        for (String finding : related(item, "related-findings", "finding-uuid")) {
            Optional.ofNullable(controls.get(finding)).ifPresent(about::add);
        }
        return new Item(
                item.text("uuid").orElse(""),
                item.text("title").orElse(""),
                new LinkedHashSet<>(related(item, "related-risks", "risk-uuid")),
                about);
    }

    /// The control that an objective or statement is of: `ac-6.1_obj` is of `ac-6.1`.
    private static String control(ObjectNode finding) {
        String target =
                finding.object("target").flatMap(each -> each.text("target-id")).orElse("");
        int end = target.indexOf('_');
        return target.isEmpty() ? "(no control)" : ControlId.of(end > 0 ? target.substring(0, end) : target);
    }

    private static boolean isSatisfied(ObjectNode finding) {
        return finding.object("target")
                .flatMap(target -> target.object("status"))
                .flatMap(status -> status.text("state"))
                .equals(Optional.of("satisfied"));
    }

    private static List<String> related(ObjectNode holder, String array, String member) {
        return holder.objects(array).stream()
                .flatMap(related -> related.text(member).stream())
                .toList();
    }
}
