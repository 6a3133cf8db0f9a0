package dev.postern.oscal.tools;

import dev.postern.oscal.coverage.PlanCoverage;
import dev.postern.oscal.coverage.PlanCoverage.Standing;
import dev.postern.oscal.document.Model;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.library.Baseline;
import dev.postern.oscal.library.Control;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `ssp_coverage`: how a system security plan answers its baseline.
public final class SspCoverage implements Tool {
    private static final int PAGE = 100;

    private final Documents documents;

    public SspCoverage(Documents documents) {
        this.documents = documents;
    }

    @Override
    public String name() {
        return "ssp_coverage";
    }

    @Override
    public String title() {
        return "Coverage of a security plan";
    }

    @Override
    public String description() {
        return "Compares a system security plan with the baseline that it imports, or another: controls that are required "
                + "and answered, missing, or answered though nobody asks for them; statements that are left unanswered; how "
                + "far each is implemented, in all and by component.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("document", "A system security plan.", Documents.DOCUMENT),
                Parameter.optional(
                        "baseline",
                        "A profile or catalog of the library, instead of the one that the plan imports.",
                        new Kind.Text(500)),
                Parameter.optional(
                        "show",
                        "Which controls to list (default all). open: missing, not implemented, or with unanswered "
                                + "statements.",
                        new Kind.Choice(List.of("all", "open", "answered", "missing", "extraneous"))),
                Parameter.optional("offset", "Where to go on: the next of an earlier answer.", Page.OFFSET),
                Parameter.optional(
                        "limit", "How many controls at most (default " + PAGE + ").", new Kind.Whole(1, 500)));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return new Shape()
                .text("baseline", "The URI of what it was compared with.")
                .object("counts", "required, answered, missing, extraneous, unanswered_statements")
                .object("statuses", "How many of the answered controls are in each state.")
                .list(
                        "missing",
                        "Ids of required controls that the plan says nothing about; the first " + Ids.MOST
                                + ", all with show=missing.")
                .list(
                        "extraneous",
                        "Ids of controls that it answers and the baseline does not ask for; the first " + Ids.MOST
                                + ", all with show=extraneous.")
                .list("components", "uuid, title, type, controls, statuses")
                .list("controls", "id, label, title, standing, status, unanswered, components; see show")
                .whole("total", "How many controls there are to list.")
                .list("unresolved", "What of the baseline could not be followed.")
                .whole("next", "The offset of what follows.")
                .maybe()
                .schema();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        return documents.document(arguments, "document", call).use(plan -> {
            Optional<String> wrong = Documents.wrong(plan, List.of(Model.SYSTEM_SECURITY_PLAN));
            if (wrong.isPresent()) {
                return new ToolResult.Refused(wrong.get());
            }
            String href = plan.content()
                    .object("import-profile")
                    .flatMap(imported -> imported.text("href"))
                    .orElse("");
            return documents
                    .baseline(arguments.text("baseline"), plan, href, call)
                    .use(baseline -> answer(plan, baseline, arguments));
        });
    }

    private static ToolResult answer(OscalDocument plan, Baseline baseline, Arguments arguments) {
        PlanCoverage coverage = PlanCoverage.of(plan, baseline);
        List<String> missing = coverage.ids(Standing.MISSING);
        List<String> extraneous = coverage.ids(Standing.EXTRANEOUS);
        int answered = coverage.ids(Standing.ANSWERED).size();
        String show = arguments.text("show", "all");
        Page<PlanCoverage.Row> page = Page.of(
                coverage.rows().stream().filter(row -> isShown(row, show)).toList(), arguments, PAGE);
        ObjectBuilder result = new ObjectBuilder()
                .put("baseline", baseline.holding().uri())
                .put(
                        "counts",
                        new ObjectBuilder()
                                .put("required", answered + missing.size())
                                .put("answered", answered)
                                .put("missing", missing.size())
                                .put("extraneous", extraneous.size())
                                .put("unanswered_statements", coverage.unanswered())
                                .build())
                .put("statuses", Ids.counts(coverage.states()))
                .putTexts("missing", Ids.first(missing))
                .putTexts("extraneous", Ids.first(extraneous))
                .put(
                        "components",
                        coverage.components().stream()
                                .limit(PAGE)
                                .map(SspCoverage::describe)
                                .toList())
                .put(
                        "controls",
                        page.items().stream().map(SspCoverage::describe).toList())
                .put(
                        "total",
                        coverage.rows().stream()
                                .filter(row -> isShown(row, show))
                                .count())
                .put(
                        "unresolved",
                        baseline.unresolved().stream()
                                .limit(PAGE)
                                .map(Finding::toNode)
                                .toList());
        String text = plan.title() + " against " + baseline.holding().title() + ": " + (answered + missing.size())
                + " required, " + answered + " answered, " + missing.size() + " missing, " + extraneous.size()
                + " extraneous"
                + Ids.line("status", coverage.states())
                + Ids.line("missing", missing)
                + Ids.line("extraneous", extraneous)
                + Ids.line(
                        "unanswered statements",
                        coverage.rows().stream()
                                .flatMap(row -> row.unanswered().stream())
                                .toList())
                + Ids.line(
                        "components",
                        coverage.components().stream()
                                .map(component -> component.title() + " " + component.controls())
                                .toList());
        return ToolResult.of(text + page.more(), page.end(result).build());
    }

    private static boolean isShown(PlanCoverage.Row row, String show) {
        return switch (show) {
            case "all" -> true;
            case "open" -> row.isOpen();
            default -> row.standing().name().toLowerCase(Locale.ROOT).equals(show);
        };
    }

    private static ObjectNode describe(PlanCoverage.Component component) {
        return new ObjectBuilder()
                .put("uuid", component.uuid())
                .put("title", component.title())
                .put("type", component.type())
                .put("controls", component.controls())
                .put("statuses", Ids.counts(component.states()))
                .build();
    }

    private static ObjectNode describe(PlanCoverage.Row row) {
        ObjectBuilder described = new ObjectBuilder();
        row.control()
                .map(ListControls::describe)
                .ifPresentOrElse(described::putAll, () -> described.put("id", row.id()));
        described.put("standing", row.standing().name().toLowerCase(Locale.ROOT));
        if (!row.state().isEmpty()) {
            described.put("status", row.state());
        }
        if (!row.unanswered().isEmpty()) {
            described.putTexts("unanswered", row.unanswered());
        }
        if (!row.components().isEmpty()) {
            described.putTexts("components", row.components());
        }
        row.control()
                .filter(Control::isWithdrawn)
                .ifPresent(control -> described.putTexts("moved_to", control.linked("incorporated-into", "moved-to")));
        return described.build();
    }
}
