package dev.postern.oscal.tools;

import dev.postern.oscal.changes.BaselineChanges;
import dev.postern.oscal.changes.CatalogChanges;
import dev.postern.oscal.changes.Change;
import dev.postern.oscal.changes.Difference;
import dev.postern.oscal.changes.TreeChanges;
import dev.postern.oscal.document.Model;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.library.Baseline;
import dev.postern.oscal.library.Catalog;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// `compare`: what became of one document in another.
public final class Compare implements Tool {
    private static final int PAGE = 100;
    private static final int CHARACTERS = 20_000;
    private static final int MOST_LINES = 4;
    private static final int MOST_CHARACTERS_OF_A_LINE = 200;
    private static final List<String> KINDS =
            List.of(Change.Kind.values()).stream().map(Compare::word).toList();

    private final Documents documents;

    public Compare(Documents documents) {
        this.documents = documents;
    }

    @Override
    public String name() {
        return "compare";
    }

    @Override
    public String title() {
        return "Compare two documents";
    }

    @Override
    public String description() {
        return "Tells what became of one document in another. Catalogs, by control: added, removed, withdrawn and where "
                + "to, changed in title, parameters, statement, guidance or objectives; revisions are followed by their "
                + "ids. Profiles, or a profile and a catalog: what is selected, parameters that are set, alterations. Two "
                + "other documents of one model: by path.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("before", "The older one.", Documents.DOCUMENT),
                Parameter.required("after", "The newer one.", Documents.DOCUMENT),
                Parameter.optional("only", "Only changes of this kind.", new Kind.Choice(KINDS)),
                Parameter.optional(
                        "id",
                        "Only what became of this control, parameter or path, with its whole texts.",
                        new Kind.Text(1_000)),
                Parameter.optional("offset", "Where to go on: the next of an earlier answer.", Page.OFFSET),
                Parameter.optional("limit", "How many at most (default " + PAGE + ").", new Kind.Whole(1, 1_000)),
                Parameter.optional(
                        "max_characters",
                        "About how long the answer may be (default " + CHARACTERS + ").",
                        new Kind.Whole(1_000, 500_000)));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return new Shape()
                .text("compared", "catalogs, baselines or documents")
                .object("counts", "How many changes there are of each kind.")
                .list(
                        "changes",
                        "change, what, id, title, moved_to or moved_from, differences: what, removed, added, similarity")
                .whole("total", "How many changes there are to list.")
                .whole("next", "The offset of what follows.")
                .maybe()
                .schema();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        return documents
                .document(arguments, "before", call)
                .use(before -> documents
                        .document(arguments, "after", call)
                        .use(after -> compare(before, after, arguments, call)));
    }

    private ToolResult compare(OscalDocument before, OscalDocument after, Arguments arguments, Call call) {
        if (before.model() == Model.CATALOG && after.model() == Model.CATALOG) {
            return answer(
                    "catalogs",
                    new CatalogChanges(new Catalog(before), new Catalog(after)).all(),
                    before,
                    after,
                    arguments);
        }
        if (isBaseline(before) && isBaseline(after)) {
            Baseline old = documents.baseline(before, call);
            Baseline now = documents.baseline(after, call);
            return answer("baselines", new BaselineChanges(old, now).all(), before, after, arguments);
        }
        if (before.model() != after.model()) {
            return new ToolResult.Refused("A " + before.model().root() + " cannot be compared with a "
                    + after.model().root() + ": both must be of one model, or profiles and catalogs.");
        }
        return answer("documents", new TreeChanges().between(before, after), before, after, arguments);
    }

    private static boolean isBaseline(OscalDocument document) {
        return document.model() == Model.CATALOG || document.model() == Model.PROFILE;
    }

    private static ToolResult answer(
            String compared, List<Change> all, OscalDocument before, OscalDocument after, Arguments arguments) {
        Map<String, Integer> counts = new TreeMap<>();
        KINDS.forEach(kind -> counts.put(kind, 0));
        all.forEach(change -> counts.merge(word(change.kind()), 1, Integer::sum));
        Optional<String> only = arguments.text("only");
        Optional<String> id = arguments.text("id");
        List<Change> wanted = all.stream()
                .filter(change -> only.isEmpty() || word(change.kind()).equals(only.get()))
                .filter(change -> id.isEmpty() || change.id().equalsIgnoreCase(id.get()))
                .toList();
        Page<Change> page = Page.of(wanted, arguments, PAGE);
        List<ObjectNode> told = new ArrayList<>();
        StringBuilder text = new StringBuilder(before.title() + " to " + after.title() + Ids.line("changes", counts));
        int left = arguments.whole("max_characters", CHARACTERS);
        for (Change change : page.items()) {
            ObjectNode described = describe(change, id.isPresent());
            left -= Outline.size(described);
            if (left < 0 && !told.isEmpty()) {
                break;
            }
            told.add(described);
            text.append('\n').append(line(change));
        }
        int end = arguments.whole("offset", 0) + told.size();
        Page<Change> cut = new Page<>(List.of(), end < wanted.size() ? end : -1);
        ObjectBuilder result = new ObjectBuilder()
                .put("compared", compared)
                .put("counts", Ids.counts(counts))
                .put("changes", told)
                .put("total", wanted.size());
        return ToolResult.of(text + cut.more(), cut.end(result).build());
    }

    private static String word(Change.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String line(Change change) {
        StringBuilder line = new StringBuilder(word(change.kind()) + " ")
                .append(change.what().equals("control") || change.what().equals("place") ? "" : change.what() + " ")
                .append((change.id() + "  " + change.title()).strip());
        if (!change.related().isEmpty()) {
            line.append(change.kind() == Change.Kind.ADDED ? " from " : " to ")
                    .append(String.join(", ", change.related()));
        }
        if (change.kind() == Change.Kind.CHANGED) {
            line.append(": ");
            List<String> whats = new ArrayList<>();
            change.differences()
                    .forEach(difference -> whats.add(
                            difference.removed().size() == 1
                                            && difference.added().size() == 1
                                            && difference.what().length()
                                                            + difference
                                                                    .removed()
                                                                    .getFirst()
                                                                    .length()
                                                    < 80
                                    ? "\"" + difference.removed().getFirst() + "\" → \""
                                            + shortened(difference.added().getFirst(), 80) + "\""
                                    : difference.what()));
            line.append(String.join(", ", whats));
        }
        return line.toString();
    }

    private static ObjectNode describe(Change change, boolean whole) {
        ObjectBuilder described = new ObjectBuilder()
                .put("change", word(change.kind()))
                .put("what", change.what())
                .put("id", change.id())
                .put("title", change.title());
        if (!change.related().isEmpty()) {
            described.putTexts(change.kind() == Change.Kind.ADDED ? "moved_from" : "moved_to", change.related());
        }
        if (!change.differences().isEmpty()) {
            described.put(
                    "differences",
                    change.differences().stream()
                            .map(difference -> describe(difference, whole))
                            .toList());
        }
        return described.build();
    }

    private static ObjectNode describe(Difference difference, boolean whole) {
        ObjectBuilder described = new ObjectBuilder().put("what", difference.what());
        lines("removed", difference.removed(), whole, described);
        lines("added", difference.added(), whole, described);
        return described.put("similarity", difference.similarity()).build();
    }

    private static void lines(String name, List<String> lines, boolean whole, ObjectBuilder described) {
        if (whole) {
            described.putTexts(name, lines);
            return;
        }
        List<String> some = new ArrayList<>();
        lines.stream().limit(MOST_LINES).forEach(line -> some.add(shortened(line, MOST_CHARACTERS_OF_A_LINE)));
        if (lines.size() > MOST_LINES) {
            some.add("… " + (lines.size() - MOST_LINES) + " lines more, with id");
        }
        described.putTexts(name, some);
    }

    private static String shortened(String line, int most) {
        return line.length() > most ? line.substring(0, most) + "…" : line;
    }
}
