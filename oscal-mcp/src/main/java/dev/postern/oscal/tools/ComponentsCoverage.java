package dev.postern.oscal.tools;

import dev.postern.oscal.coverage.ComponentCoverage;
import dev.postern.oscal.document.Model;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.library.Baseline;
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
import java.util.Optional;

/// `component_coverage`: which controls of a baseline components answer.
public final class ComponentsCoverage implements Tool {
    private static final int PAGE = 100;
    private static final int MOST_DEFINITIONS = 50;

    private final Documents documents;

    public ComponentsCoverage(Documents documents) {
        this.documents = documents;
    }

    @Override
    public String name() {
        return "component_coverage";
    }

    @Override
    public String title() {
        return "Coverage by components";
    }

    @Override
    public String description() {
        return "Tells which controls of a baseline the components and capabilities of component definitions answer, which "
                + "component answers which, and which controls none does.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("baseline", "A profile or catalog of the library.", new Kind.Text(500)),
                Parameter.optional(
                        "definitions",
                        "Component definitions (default: all that the library has).",
                        new Kind.Several(Documents.DOCUMENT, MOST_DEFINITIONS)),
                Parameter.optional(
                        "show",
                        "Which controls to list (default all).",
                        new Kind.Choice(List.of("all", "covered", "gaps"))),
                Parameter.optional("offset", "Where to go on: the next of an earlier answer.", Page.OFFSET),
                Parameter.optional(
                        "limit", "How many controls at most (default " + PAGE + ").", new Kind.Whole(1, 500)));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return new Shape()
                .text("baseline", "The URI of what it was compared with.")
                .object("counts", "required, covered, gaps, beyond")
                .list(
                        "gaps",
                        "Ids of controls that no component answers; the first " + Ids.MOST + ", all with show=gaps.")
                .list(
                        "beyond",
                        "Ids of controls that components answer and the baseline does not ask for; the first "
                                + Ids.MOST + ".")
                .list("components", "uuid, title, type, definition, sources, controls: how many of the baseline")
                .list("controls", "id, label, title, components, unanswered; see show")
                .whole("total", "How many controls there are to list.")
                .list("unresolved", "What of the baseline could not be followed.")
                .whole("next", "The offset of what follows.")
                .maybe()
                .schema();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        return documents
                .baseline(arguments.requiredText("baseline"), call)
                .use(baseline -> documents
                        .several(arguments, "definitions", Model.COMPONENT_DEFINITION, call)
                        .use(definitions -> answer(definitions, baseline, arguments)));
    }

    private static ToolResult answer(List<OscalDocument> definitions, Baseline baseline, Arguments arguments) {
        ComponentCoverage coverage = ComponentCoverage.of(definitions, baseline);
        List<String> gaps = coverage.gaps();
        int covered = coverage.rows().size() - gaps.size();
        String show = arguments.text("show", "all");
        List<ComponentCoverage.Row> shown = coverage.rows().stream()
                .filter(row -> show.equals("all") || row.offers().isEmpty() == show.equals("gaps"))
                .toList();
        Page<ComponentCoverage.Row> page = Page.of(shown, arguments, PAGE);
        ObjectBuilder result = new ObjectBuilder()
                .put("baseline", baseline.holding().uri())
                .put(
                        "counts",
                        new ObjectBuilder()
                                .put("required", coverage.rows().size())
                                .put("covered", covered)
                                .put("gaps", gaps.size())
                                .put("beyond", coverage.beyond().size())
                                .build())
                .putTexts("gaps", Ids.first(gaps))
                .putTexts("beyond", Ids.first(coverage.beyond()))
                .put(
                        "components",
                        coverage.offers().stream()
                                .limit(PAGE)
                                .map(offer -> describe(offer, coverage))
                                .toList())
                .put(
                        "controls",
                        page.items().stream().map(ComponentsCoverage::describe).toList())
                .put("total", shown.size())
                .put(
                        "unresolved",
                        baseline.unresolved().stream()
                                .limit(PAGE)
                                .map(Finding::toNode)
                                .toList());
        String text = coverage.offers().size() + " components against "
                + baseline.holding().title() + ": " + covered + " of "
                + coverage.rows().size() + " controls covered"
                + Ids.line(
                        "by",
                        coverage.offers().stream()
                                .map(offer -> offer.title() + " " + answered(offer, coverage))
                                .toList())
                + Ids.line("gaps", gaps)
                + Ids.line("beyond the baseline", coverage.beyond());
        return ToolResult.of(text + page.more(), page.end(result).build());
    }

    private static long answered(ComponentCoverage.Offer offer, ComponentCoverage coverage) {
        return offer.controls().keySet().stream()
                .filter(id -> !coverage.beyond().contains(id))
                .count();
    }

    private static ObjectNode describe(ComponentCoverage.Offer offer, ComponentCoverage coverage) {
        return new ObjectBuilder()
                .put("uuid", offer.uuid())
                .put("title", offer.title())
                .put("type", offer.type())
                .put("definition", offer.definition())
                .putTexts("sources", offer.sources())
                .put("controls", answered(offer, coverage))
                .build();
    }

    private static ObjectNode describe(ComponentCoverage.Row row) {
        ObjectBuilder described = new ObjectBuilder()
                .putAll(ListControls.describe(row.control()))
                .putTexts(
                        "components",
                        row.offers().stream()
                                .map(ComponentCoverage.Offer::title)
                                .toList());
        return (row.unanswered().isEmpty() ? described : described.putTexts("unanswered", row.unanswered())).build();
    }
}
