package dev.postern.oscal.aliases;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `text_search_oscal`: controls as `search_controls` finds them, and what has a title in other documents.
public final class TextSearchOscal implements Tool {
    private static final int MOST = 100;

    private final Tool searchControls;
    private final Library library;

    /// @param searchControls the tool that finds controls
    public TextSearchOscal(Tool searchControls, Library library) {
        this.searchControls = searchControls;
        this.library = library;
    }

    @Override
    public String name() {
        return "text_search_oscal";
    }

    @Override
    public String title() {
        return "Search all documents";
    }

    @Override
    public String description() {
        return "Finds controls by their words, then documents and what is in them by titles and descriptions. "
                + "search_controls tells more of controls: the place, the catalog, a baseline.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("query_text", "Words.", new Kind.Text(1_000)),
                Parameter.optional("oscal_model_type", "Only this model.", new Kind.Choice(Model.roots())),
                Parameter.optional("offset", "Where to go on (default 0).", new Kind.Whole(0, 10_000)),
                Parameter.optional("limit", "How many at most (default 10).", new Kind.Whole(1, MOST)));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return Optional.empty();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        int offset = arguments.whole("offset", 0);
        int limit = arguments.whole("limit", 10);
        Optional<Model> model = arguments.text("oscal_model_type").flatMap(Model::of);
        List<ObjectNode> found = new ArrayList<>();
        long more = 0;
        int asking = Math.min(MOST, offset + limit);
        if (model.isEmpty() || model.get() == Model.CATALOG) {
            ObjectNode asked = new ObjectBuilder()
                    .put("query", arguments.requiredText("query_text"))
                    .put("limit", asking)
                    .build();
            if (searchControls.call(new Arguments(asked), call) instanceof ToolResult.Done(var _, var structured)) {
                ObjectNode hits = structured.orElse(ObjectNode.EMPTY);
                hits.objects("hits").forEach(hit -> found.add(control(hit)));
                more = hits.get("total") instanceof NumberNode total
                        ? total.number().longValue() - found.size()
                        : 0;
            }
        }
        NamedThings things = new NamedThings(arguments.requiredText("query_text"));
        for (Holding holding : library.shelf().holdings()) {
            if (!call.isCancelled()
                    && holding.model() != Model.CATALOG
                    && (model.isEmpty() || model.get() == holding.model())) {
                things.search(holding);
            }
        }
        found.addAll(things.found());
        int start = Math.min(offset, found.size());
        int end = Math.min(found.size(), start + limit);
        return About.json(new ObjectBuilder()
                .put("items", found.subList(start, end))
                .put("total", found.size() + more)
                .put("offset", offset)
                .put("limit", limit)
                .put("hasMore", end < found.size() || (more > 0 && asking < MOST))
                .build());
    }

    private static ObjectNode control(ObjectNode hit) {
        String title = hit.text("label").orElse("") + " " + hit.text("title").orElse("");
        return NamedThings.thing(
                "child_element",
                hit.text("id").orElse(""),
                title.strip(),
                hit.text("snippet").orElse(""),
                Model.CATALOG.root());
    }
}
