package dev.postern.oscal.tools;

import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.BooleanNode;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.NullNode;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import dev.postern.oscal.tree.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `get_document_outline`: what is where in a document, and how large.
public final class Outline implements Tool {
    private static final int DEPTH = 3;
    private static final int PAGE = 100;
    private static final int MOST_OF_A_NAME = 120;

    private final Documents documents;

    private record Entry(String path, String kind, int entries, int characters, String name) {}

    public Outline(Documents documents) {
        this.documents = documents;
    }

    @Override
    public String name() {
        return "get_document_outline";
    }

    @Override
    public String title() {
        return "Outline a document";
    }

    @Override
    public String description() {
        return "The tree of an OSCAL document without its texts: paths, ids or titles, how many entries, how many "
                + "characters. Start here before reading a large document; path and depth go further down.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("document", "What to outline.", Documents.DOCUMENT),
                Parameter.optional("path", "A JSON pointer to begin at, e.g. /catalog/groups/0.", new Kind.Text(1_000)),
                Parameter.optional("depth", "How many levels (default " + DEPTH + ").", new Kind.Whole(1, 10)),
                Parameter.optional("offset", "Where to go on: the next of an earlier answer.", Page.OFFSET),
                Parameter.optional("limit", "How many lines (default " + PAGE + ").", new Kind.Whole(1, 500)));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return new Shape()
                .text("model", "catalog, profile, …")
                .text("title", "Of the document.")
                .list("outline", "path, kind, entries, characters; name where it has an id or title")
                .whole("total", "How many lines there are.")
                .whole("next", "The offset of what follows.")
                .maybe()
                .schema();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        return documents.document(arguments, "document", call).use(document -> outline(document, arguments));
    }

    private static ToolResult outline(OscalDocument document, Arguments arguments) {
        String path = arguments.text("path", document.rootPath());
        Optional<Node> start = at(document.whole(), path);
        if (start.isEmpty()) {
            return new ToolResult.Refused("Nothing is at " + path + " in this document.");
        }
        List<Entry> entries = new ArrayList<>();
        collect(start.get(), path, arguments.whole("depth", DEPTH), entries);
        Page<Entry> page = Page.of(entries, arguments, PAGE);
        StringBuilder text = new StringBuilder(document.title());
        page.items().forEach(entry -> text.append('\n').append(line(entry)));
        ObjectBuilder result = new ObjectBuilder()
                .put("model", document.model().root())
                .put("title", document.title())
                .put("outline", page.items().stream().map(Outline::describe).toList())
                .put("total", entries.size());
        return ToolResult.of(
                text.append(page.more()).toString(), page.end(result).build());
    }

    private static Optional<Node> at(Node root, String path) {
        Node node = root;
        for (String step : path.substring(path.startsWith("/") ? 1 : 0).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            Node next = switch (node) {
                case ObjectNode object -> object.get(name);
                case ArrayNode array
                when name.matches("\\d{1,7}")
                        && Integer.parseInt(name) < array.items().size() ->
                    array.items().get(Integer.parseInt(name));
                default -> null;
            };
            if (next == null) {
                return Optional.empty();
            }
            node = next;
        }
        return Optional.of(node);
    }

    private static void collect(Node node, String path, int depth, List<Entry> entries) {
        switch (node) {
            case ObjectNode object -> {
                entries.add(new Entry(path, "object", object.members().size(), size(node), named(object)));
                if (depth > 0) {
                    object.members().forEach((name, value) -> {
                        if (value instanceof ObjectNode || value instanceof ArrayNode) {
                            collect(value, Pointer.child(path, name), depth - 1, entries);
                        }
                    });
                }
            }
            case ArrayNode array -> {
                entries.add(new Entry(path, "array", array.items().size(), size(node), ""));
                for (int i = 0; depth > 0 && i < array.items().size(); i++) {
                    if (array.items().get(i) instanceof ObjectNode object) {
                        collect(object, Pointer.item(path, i), depth - 1, entries);
                    }
                }
            }
            default -> entries.add(new Entry(path, node.kind(), 0, size(node), ""));
        }
    }

    private static String named(ObjectNode object) {
        String id = object.text("id")
                .or(() -> object.text("control-id"))
                .or(() -> object.text("name"))
                .orElse("");
        String title = object.text("title").or(() -> object.text("uuid")).orElse("");
        String name = (id + " " + title).strip();
        return name.length() > MOST_OF_A_NAME ? name.substring(0, MOST_OF_A_NAME) + "…" : name;
    }

    /// About as many characters as it has in JSON.
    static int size(Node node) {
        return switch (node) {
            case ObjectNode object -> {
                int sum = 2;
                for (var member : object.members().entrySet()) {
                    sum += member.getKey().length() + 4 + size(member.getValue());
                }
                yield sum;
            }
            case ArrayNode array -> {
                int sum = 2;
                for (Node item : array.items()) {
                    sum += 1 + size(item);
                }
                yield sum;
            }
            case TextNode text -> text.text().length() + 2;
            case NumberNode number -> number.number().precision();
            case BooleanNode _, NullNode _ -> 5;
        };
    }

    private static String line(Entry entry) {
        return entry.path() + (entry.name().isEmpty() ? "" : "  " + entry.name()) + "  (" + entry.entries() + ", "
                + entry.characters() + " characters)";
    }

    private static ObjectNode describe(Entry entry) {
        ObjectBuilder described = new ObjectBuilder()
                .put("path", entry.path())
                .put("kind", entry.kind())
                .put("entries", entry.entries())
                .put("characters", entry.characters());
        return (entry.name().isEmpty() ? described : described.put("name", entry.name())).build();
    }
}
