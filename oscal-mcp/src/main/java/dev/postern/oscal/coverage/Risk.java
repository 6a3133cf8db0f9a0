package dev.postern.oscal.coverage;

import dev.postern.oscal.tree.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A risk of a plan of action or of assessment results.
///
/// @param deadline as it is written
/// @param facets such as likelihood and impact, by name
/// @param milestones what is planned against it
public record Risk(
        String uuid,
        String title,
        String status,
        Optional<String> deadline,
        Map<String, String> facets,
        List<Milestone> milestones) {
    public Risk {
        facets = new LinkedHashMap<>(facets);
        milestones = List.copyOf(milestones);
    }

    /// Something to be done until a time.
    public record Milestone(String title, Optional<String> due) {}

    static Risk of(ObjectNode risk) {
        Map<String, String> facets = new LinkedHashMap<>();
        for (ObjectNode characterization : risk.objects("characterizations")) {
            for (ObjectNode facet : characterization.objects("facets")) {
                facets.put(facet.text("name").orElse(""), facet.text("value").orElse(""));
            }
        }
        List<Milestone> milestones = new ArrayList<>();
        for (ObjectNode remediation : risk.objects("remediations")) {
            for (ObjectNode task : remediation.objects("tasks")) {
                milestones.add(new Milestone(task.text("title").orElse(""), due(task)));
            }
        }
        return new Risk(
                risk.text("uuid").orElse(""),
                risk.text("title").orElse(""),
                risk.text("status").orElse("open"),
                risk.text("deadline"),
                facets,
                milestones);
    }

    private static Optional<String> due(ObjectNode task) {
        ObjectNode timing = task.object("timing").orElse(ObjectNode.EMPTY);
        return timing.object("on-date")
                .flatMap(on -> on.text("date"))
                .or(() -> timing.object("within-date-range").flatMap(range -> range.text("end")));
    }

    public boolean isClosed() {
        return status.equals("closed");
    }

    /// Whether its deadline was before a day, and it is not closed.
    public boolean isOverdue(LocalDate day) {
        return !isClosed() && isBefore(deadline, day);
    }

    /// Whether a date or time, as OSCAL writes them, was before a day; no where it cannot be read.
    public static boolean isBefore(Optional<String> written, LocalDate day) {
        try {
            return written.filter(text -> text.length() >= 10)
                    .map(text -> LocalDate.parse(text.substring(0, 10)).isBefore(day))
                    .orElse(false);
        } catch (DateTimeException _) {
            return false;
        }
    }
}
