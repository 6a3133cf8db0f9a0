package dev.postern.oscal.tools;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.library.Baseline;
import dev.postern.oscal.library.Control;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.Shelf;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.search.ControlSearch;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `search_controls`: controls by words. The index is made with the first search of some
/// catalogs, and anew when the library has changed.
public final class SearchControls implements Tool {
    private static final int MOST_INDEXES = 4;

    private final Documents documents;
    private final ReentrantLock making = new ReentrantLock();
    private final Map<Set<String>, ControlSearch> made = new LinkedHashMap<>(8, 0.75f, true);
    private @Nullable Shelf madeOf;

    public SearchControls(Documents documents) {
        this.documents = documents;
    }

    @Override
    public String name() {
        return "search_controls";
    }

    @Override
    public String title() {
        return "Search controls";
    }

    @Override
    public String description() {
        return "Finds controls by words in their titles, statements, guidance, objectives and parameters, best first, "
                + "with the piece of text where the words stand. get_control tells the whole.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("query", "Words, in any order; no syntax.", new Kind.Text(1_000)),
                Parameter.optional(
                        "catalog",
                        "Only this catalog of the library; else all that are not resolved profiles.",
                        new Kind.Text(500)),
                Parameter.optional("baseline", "Only controls that this profile selects.", new Kind.Text(500)),
                Parameter.optional("family", "Only this family, e.g. ac.", new Kind.Text(100)),
                Parameter.optional("limit", "How many at most (default 10).", new Kind.Whole(1, 100)));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return new Shape()
                .list("hits", "id, label, title, catalog, score, snippet; best first")
                .whole("total", "How many controls fit.")
                .schema();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        Shelf shelf = documents.shelf(call);
        Optional<String> baseline = arguments.text("baseline");
        if (baseline.isPresent()) {
            return documents.baseline(baseline.get(), call).use(selected -> search(shelf, selected, arguments));
        }
        if (arguments.text("catalog").isPresent()) {
            return documents
                    .catalog(arguments.text("catalog"), call)
                    .use(catalog -> search(shelf, List.of(catalog), Set.of(), arguments));
        }
        return search(shelf, Documents.originals(shelf.of(Model.CATALOG)), Set.of(), arguments);
    }

    private ToolResult search(Shelf shelf, Baseline baseline, Arguments arguments) {
        return search(shelf, baseline.catalogs(), baseline.controls(), arguments);
    }

    private ToolResult search(Shelf shelf, List<Holding> catalogs, Set<String> ids, Arguments arguments) {
        Set<String> uris = catalogs.stream().map(Holding::uri).collect(Collectors.toCollection(LinkedHashSet::new));
        ControlSearch.Hits hits = index(shelf, catalogs, uris)
                .search(
                        arguments.requiredText("query"),
                        arguments.text("family", "").toLowerCase(Locale.ROOT),
                        ids,
                        arguments.whole("limit", 10));
        StringBuilder text = new StringBuilder(hits.total() + " controls");
        List<ObjectNode> described = hits.hits().stream()
                .flatMap(hit -> describe(shelf, hit, text).stream())
                .toList();
        return ToolResult.of(
                text.toString(),
                new ObjectBuilder()
                        .put("hits", described)
                        .put("total", hits.total())
                        .build());
    }

    private static Optional<ObjectNode> describe(Shelf shelf, ControlSearch.Hit hit, StringBuilder text) {
        Optional<Control> found =
                shelf.at(hit.catalog()).flatMap(Holding::catalog).flatMap(catalog -> catalog.control(hit.id()));
        return found.map(control -> {
            text.append("\n\n")
                    .append(control.label())
                    .append(" ")
                    .append(control.title())
                    .append("\n  ")
                    .append(hit.snippet());
            return new ObjectBuilder()
                    .putAll(ListControls.describe(control))
                    .put("catalog", hit.catalog())
                    .put("score", Math.round(hit.score() * 100))
                    .put("snippet", hit.snippet())
                    .build();
        });
    }

    private ControlSearch index(Shelf shelf, List<Holding> catalogs, Set<String> uris) {
        making.lock();
        try {
            if (madeOf != shelf) {
                made.clear();
                madeOf = shelf;
            }
            ControlSearch search = made.computeIfAbsent(uris, _ -> new ControlSearch(catalogs));
            if (made.size() > MOST_INDEXES) {
                made.remove(made.keySet().iterator().next());
            }
            return search;
        } finally {
            making.unlock();
        }
    }
}
