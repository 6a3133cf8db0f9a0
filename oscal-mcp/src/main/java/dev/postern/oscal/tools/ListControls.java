package dev.postern.oscal.tools;

import dev.postern.oscal.library.Catalog;
import dev.postern.oscal.library.Control;
import dev.postern.oscal.library.Holding;
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

/// `list_controls`: ids and titles in the catalog's order.
public final class ListControls implements Tool {
    private static final int PAGE = 200;

    private final Documents documents;

    public ListControls(Documents documents) {
        this.documents = documents;
    }

    @Override
    public String name() {
        return "list_controls";
    }

    @Override
    public String title() {
        return "List controls";
    }

    @Override
    public String description() {
        return "Lists ids and titles of the controls of a catalog, or of those that a baseline (a profile) selects, in "
                + "catalog order. Without catalog and baseline: the largest catalog of the library.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional("catalog", "A catalog of the library: URI, file name or title.", new Kind.Text(500)),
                Parameter.optional("baseline", "A profile of the library: only what it selects.", new Kind.Text(500)),
                Parameter.optional("family", "Only this family, e.g. ac.", new Kind.Text(100)),
                Parameter.optional("withdrawn", "Also controls that are withdrawn (default false).", new Kind.Flag()),
                Parameter.optional("offset", "Where to go on: the next of an earlier answer.", Page.OFFSET),
                Parameter.optional("limit", "How many at most (default " + PAGE + ").", new Kind.Whole(1, 1000)));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return new Shape()
                .text("source", "The URI of the catalog or profile.")
                .list("controls", "id, label, title; withdrawn where it is.")
                .whole("total", "How many there are.")
                .list("unresolved", "Imports of the profile that the library does not have.")
                .whole("next", "The offset of what follows.")
                .maybe()
                .schema();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        Optional<String> baseline = arguments.text("baseline");
        if (baseline.isPresent()) {
            return documents.baseline(baseline.get(), call).use(selected -> {
                List<Control> controls = selected.controls().stream()
                        .flatMap(id -> selected.control(id).stream())
                        .toList();
                return answer(selected.holding(), controls, selected.unresolved(), arguments);
            });
        }
        return documents
                .catalog(arguments.text("catalog"), call)
                .use(holding -> answer(
                        holding,
                        holding.catalog()
                                .map(Catalog::controls)
                                .map(List::copyOf)
                                .orElse(List.of()),
                        List.of(),
                        arguments));
    }

    private static ToolResult answer(Holding source, List<Control> all, List<Finding> unresolved, Arguments arguments) {
        String family = arguments.text("family", "").toLowerCase(Locale.ROOT);
        boolean withdrawn = arguments.flag("withdrawn", false);
        List<Control> controls = all.stream()
                .filter(control -> withdrawn || !control.isWithdrawn())
                .filter(control -> family.isEmpty()
                        || control.family().id().toLowerCase(Locale.ROOT).equals(family)
                        || control.family().title().toLowerCase(Locale.ROOT).equals(family))
                .toList();
        Page<Control> page = Page.of(controls, arguments, PAGE);
        StringBuilder text = new StringBuilder(source.title() + ": " + controls.size() + " controls");
        page.items()
                .forEach(control ->
                        text.append("\n").append(control.label()).append("  ").append(control.title()));
        ObjectBuilder result = new ObjectBuilder()
                .put("source", source.uri())
                .put(
                        "controls",
                        page.items().stream().map(ListControls::describe).toList())
                .put("total", controls.size())
                .put("unresolved", unresolved.stream().map(Finding::toNode).toList());
        return ToolResult.of(
                text.append(page.more()).toString(), page.end(result).build());
    }

    static ObjectNode describe(Control control) {
        ObjectBuilder described = new ObjectBuilder()
                .put("id", control.id())
                .put("label", control.label())
                .put("title", control.title());
        return (control.isWithdrawn() ? described.put("withdrawn", true) : described).build();
    }
}
