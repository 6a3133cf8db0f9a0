package dev.postern.oscal.tools;

import dev.postern.oscal.coverage.Risk;
import dev.postern.oscal.coverage.Shortcomings;
import dev.postern.oscal.document.Model;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// `poam_summary`: what is wrong, how bad, and what should have been mended by now.
public final class PoamSummary implements Tool {
    private static final int PAGE = 50;
    private static final int MOST_MILESTONES = 10;

    private final Documents documents;
    private final Clock clock;

    public PoamSummary(Documents documents, Clock clock) {
        this.documents = documents;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "poam_summary";
    }

    @Override
    public String title() {
        return "Summary of a plan of action";
    }

    @Override
    public String description() {
        return "Sums up a plan of action and milestones, or assessment results: items, risks by status, risks that are "
                + "overdue, milestones, and findings per control.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required(
                        "document", "A plan of action and milestones, or assessment results.", Documents.DOCUMENT),
                Parameter.optional(
                        "at", "The day to judge deadlines by, as 2026-01-31 (default today).", new Kind.Text(10)),
                Parameter.optional(
                        "show",
                        "Which risks to list (default all).",
                        new Kind.Choice(List.of("all", "open", "overdue", "closed"))),
                Parameter.optional("offset", "Where to go on: the next of an earlier answer.", Page.OFFSET),
                Parameter.optional("limit", "How many risks at most (default " + PAGE + ").", new Kind.Whole(1, 200)));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return new Shape()
                .text("at", "The day that deadlines were judged by.")
                .object("counts", "items, risks, open, overdue, findings, not_satisfied, observations")
                .object("statuses", "How many risks are in each state.")
                .list("risks", "uuid, title, status, deadline, overdue, facets, milestones, items, controls; see show")
                .list("controls", "id, findings, not_satisfied, risks: findings per control")
                .list("items_without_risk", "Titles of items that name no risk of the document.")
                .whole("total", "How many risks there are to list.")
                .whole("next", "The offset of what follows.")
                .maybe()
                .schema();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        LocalDate day;
        try {
            day = arguments.text("at").map(LocalDate::parse).orElseGet(() -> LocalDate.now(clock));
        } catch (DateTimeException _) {
            return new ToolResult.Refused("Argument at must be a day, such as 2026-01-31.");
        }
        return documents.document(arguments, "document", call).use(document -> {
            Optional<String> wrong = Documents.wrong(document, List.of(Model.POAM, Model.ASSESSMENT_RESULTS));
            return wrong.<ToolResult>map(ToolResult.Refused::new)
                    .orElseGet(() -> answer(document, Shortcomings.of(document), day, arguments));
        });
    }

    private static ToolResult answer(
            OscalDocument document, Shortcomings shortcomings, LocalDate day, Arguments arguments) {
        List<Risk> risks = List.copyOf(shortcomings.risks().values());
        List<Risk> overdue = risks.stream().filter(risk -> risk.isOverdue(day)).toList();
        Map<String, Integer> statuses = new TreeMap<>();
        risks.forEach(risk -> statuses.merge(risk.status(), 1, Integer::sum));
        long open = risks.stream().filter(risk -> !risk.isClosed()).count();
        String show = arguments.text("show", "all");
        List<Risk> shown =
                risks.stream().filter(risk -> isShown(risk, show, day)).toList();
        Page<Risk> page = Page.of(shown, arguments, PAGE);
        ObjectBuilder result = new ObjectBuilder()
                .put("at", day.toString())
                .put("counts", counts(shortcomings, open, overdue.size()))
                .put("statuses", Ids.counts(statuses))
                .put(
                        "risks",
                        page.items().stream()
                                .map(risk -> describe(risk, shortcomings, day))
                                .toList())
                .put("controls", controls(shortcomings))
                .putTexts("items_without_risk", withoutRisk(shortcomings))
                .put("total", shown.size());
        StringBuilder text = new StringBuilder(document.title() + " on " + day + ": "
                + shortcomings.items().size() + " items, " + risks.size() + " risks, " + open + " open, "
                + overdue.size() + " overdue");
        text.append(Ids.line("status", statuses));
        text.append(Ids.line(
                "findings",
                shortcomings.findings().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue().findings() + " ("
                                + each.getValue().notSatisfied() + " not satisfied)")
                        .toList()));
        page.items().forEach(risk -> text.append('\n').append(line(risk, day)));
        return ToolResult.of(text + page.more(), page.end(result).build());
    }

    private static ObjectNode counts(Shortcomings shortcomings, long open, int overdue) {
        int findings = 0;
        int notSatisfied = 0;
        for (Shortcomings.Tally tally : shortcomings.findings().values()) {
            findings += tally.findings();
            notSatisfied += tally.notSatisfied();
        }
        return new ObjectBuilder()
                .put("items", shortcomings.items().size())
                .put("risks", shortcomings.risks().size())
                .put("open", open)
                .put("overdue", overdue)
                .put("findings", findings)
                .put("not_satisfied", notSatisfied)
                .put("observations", shortcomings.observations())
                .build();
    }

    private static boolean isShown(Risk risk, String show, LocalDate day) {
        return switch (show) {
            case "open" -> !risk.isClosed();
            case "overdue" -> risk.isOverdue(day);
            case "closed" -> risk.isClosed();
            default -> true;
        };
    }

    private static String line(Risk risk, LocalDate day) {
        return risk.status() + (risk.isOverdue(day) ? ", overdue" : "")
                + risk.deadline().map(deadline -> " (" + deadline + ")").orElse("") + ": " + risk.title();
    }

    private static ObjectNode describe(Risk risk, Shortcomings shortcomings, LocalDate day) {
        ObjectBuilder facets = new ObjectBuilder();
        risk.facets().forEach(facets::put);
        List<ObjectNode> milestones = risk.milestones().stream()
                .limit(MOST_MILESTONES)
                .map(milestone -> new ObjectBuilder()
                        .put("title", milestone.title())
                        .putText("due", milestone.due())
                        .put("past", Risk.isBefore(milestone.due(), day))
                        .build())
                .toList();
        Set<String> controls = new LinkedHashSet<>();
        shortcomings.findings().forEach((id, tally) -> {
            if (tally.risks().contains(risk.uuid())) {
                controls.add(id);
            }
        });
        List<String> items = new ArrayList<>();
        for (Shortcomings.Item item : shortcomings.items()) {
            if (item.risks().contains(risk.uuid())) {
                items.add(item.title());
                controls.addAll(item.controls());
            }
        }
        return new ObjectBuilder()
                .put("uuid", risk.uuid())
                .put("title", risk.title())
                .put("status", risk.status())
                .putText("deadline", risk.deadline())
                .put("overdue", risk.isOverdue(day))
                .put("facets", facets.build())
                .put("milestones", milestones)
                .putTexts("items", items)
                .putTexts("controls", controls)
                .build();
    }

    private static List<ObjectNode> controls(Shortcomings shortcomings) {
        return shortcomings.findings().entrySet().stream()
                .limit(200)
                .map(each -> new ObjectBuilder()
                        .put("id", each.getKey())
                        .put("findings", each.getValue().findings())
                        .put("not_satisfied", each.getValue().notSatisfied())
                        .putTexts("risks", each.getValue().risks())
                        .build())
                .toList();
    }

    private static List<String> withoutRisk(Shortcomings shortcomings) {
        return shortcomings.items().stream()
                .filter(item -> item.risks().stream().noneMatch(shortcomings.risks()::containsKey))
                .map(Shortcomings.Item::title)
                .limit(PAGE)
                .toList();
    }
}
