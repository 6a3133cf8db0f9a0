package dev.postern.oscal.tools;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.library.Shelf;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.List;
import java.util.Optional;

/// `list_library`: which documents there are.
public final class ListLibrary implements Tool {
    private static final int PAGE = 50;

    private final Documents documents;

    public ListLibrary(Documents documents) {
        this.documents = documents;
    }

    @Override
    public String name() {
        return "list_library";
    }

    @Override
    public String title() {
        return "List the library";
    }

    @Override
    public String description() {
        return "Lists the OSCAL documents of the library (catalogs, profiles, system security plans, …) with the URIs "
                + "that other tools take, and files that could not be read.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.optional("model", "Only documents of this model.", new Kind.Choice(Model.roots())),
                Parameter.optional("offset", "Where to go on: the next of an earlier answer.", Page.OFFSET),
                Parameter.optional("limit", "How many at most (default " + PAGE + ").", new Kind.Whole(1, 200)));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return new Shape()
                .list("documents", "uri, name, model, title, version, oscal_version, format, bytes, controls")
                .whole("total", "How many there are.")
                .list("unread", "Files that are no OSCAL documents, and why.")
                .object("indexing", "How far the reading of the folder is.")
                .whole("next", "The offset of what follows.")
                .maybe()
                .schema();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        Shelf shelf = documents.shelf(call);
        List<Holding> holdings =
                arguments.text("model").flatMap(Model::of).map(shelf::of).orElse(shelf.holdings());
        Page<Holding> page = Page.of(holdings, arguments, PAGE);
        ObjectBuilder result = new ObjectBuilder()
                .put(
                        "documents",
                        page.items().stream().map(ListLibrary::describe).toList())
                .put("total", holdings.size())
                .put("unread", unread(shelf))
                .put("indexing", progress(documents.library().progress()));
        return ToolResult.of(text(page, holdings.size()), page.end(result).build());
    }

    private static String text(Page<Holding> page, int total) {
        StringBuilder text = new StringBuilder(total + " documents");
        page.items()
                .forEach(holding ->
                        text.append("\n").append(holding.uri()).append("  ").append(holding.title()));
        return text.append(page.more()).toString();
    }

    private static ObjectNode describe(Holding holding) {
        ObjectBuilder described = new ObjectBuilder()
                .put("uri", holding.uri())
                .put("name", holding.name())
                .put("model", holding.model().root())
                .put("title", holding.title())
                .putText("uuid", holding.uuid())
                .putText("version", holding.version())
                .putText("oscal_version", holding.oscalVersion())
                .put("format", holding.format().word())
                .put("bytes", holding.size());
        return (holding.model() == Model.CATALOG ? described.put("controls", holding.controls()) : described).build();
    }

    private static List<ObjectNode> unread(Shelf shelf) {
        return shelf.unread().entrySet().stream()
                .limit(20)
                .map(entry -> new ObjectBuilder()
                        .put("name", entry.getKey())
                        .put("why", entry.getValue().message())
                        .build())
                .toList();
    }

    private static ObjectNode progress(Library.Progress progress) {
        return new ObjectBuilder()
                .put("done", progress.done())
                .put("total", progress.total())
                .build();
    }
}
