package dev.postern.oscal.tools;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.library.Baseline;
import dev.postern.oscal.library.Baselines;
import dev.postern.oscal.library.Catalog;
import dev.postern.oscal.library.Control;
import dev.postern.oscal.library.ControlId;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.Prose;
import dev.postern.oscal.library.Shelf;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `get_control`: one control as people read it.
public final class GetControl implements Tool {
    private static final List<String> PARTS = List.of("statement", "guidance", "objectives", "parameters", "other");

    private static final int MOST_PROFILES = 40;

    private final Documents documents;
    private volatile Selected selected;

    public GetControl(Documents documents) {
        this.documents = documents;
        selected = new Selected(Shelf.EMPTY, Map.of());
    }

    @Override
    public String name() {
        return "get_control";
    }

    @Override
    public String title() {
        return "Get a control";
    }

    @Override
    public String description() {
        return "One control: its statement with parameters filled in or shown as [Assignment: …], guidance, related "
                + "controls, enhancements, and the baselines that hold it. Ids as people write them: AC-2(3), ac-2.3.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("id", "Id or label of the control, e.g. AC-2(3).", new Kind.Text(100)),
                Parameter.optional(
                        "catalog",
                        "A catalog of the library (URI, file name, title); else the largest that has the control.",
                        new Kind.Text(500)),
                Parameter.optional(
                        "baseline", "A profile of the library, whose values are filled in.", new Kind.Text(500)),
                Parameter.optional(
                        "parts",
                        "What to tell (default statement, guidance).",
                        new Kind.Several(new Kind.Choice(PARTS), PARTS.size())),
                Parameter.optional(
                        "render",
                        "text (default), or oscal: the control as it stands in the catalog.",
                        new Kind.Choice(List.of("text", "oscal"))),
                Parameter.optional(
                        "max_characters", "Of all text together (default 4000).", new Kind.Whole(200, 200_000)));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return ControlView.schema();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        Optional<String> baseline = arguments.text("baseline");
        if (baseline.isPresent()) {
            return documents.baseline(baseline.get(), call).use(selected -> inBaseline(selected, arguments));
        }
        Optional<String> named = arguments.text("catalog");
        if (named.isPresent()) {
            return documents.catalog(named, call).use(holding -> in(holding, Optional.empty(), arguments));
        }
        return anywhere(documents.shelf(call), arguments);
    }

    private ToolResult anywhere(Shelf shelf, Arguments arguments) {
        String id = arguments.requiredText("id");
        List<Holding> having = shelf.of(Model.CATALOG).stream()
                .filter(holding -> holding.catalog()
                        .flatMap(catalog -> catalog.control(id))
                        .isPresent())
                .toList();
        return Documents.largest(having)
                .map(holding -> in(holding, Optional.empty(), arguments))
                .orElseGet(() -> new ToolResult.Refused(unknown(id, "The library", shelf.of(Model.CATALOG))));
    }

    private ToolResult inBaseline(Baseline baseline, Arguments arguments) {
        String id = arguments.requiredText("id");
        Optional<Control> control = baseline.control(id);
        if (control.isEmpty() || !baseline.controls().contains(control.get().id())) {
            return new ToolResult.Refused(unknown(id, baseline.holding().title(), baseline.catalogs()));
        }
        Holding catalog = baseline.catalogs().stream()
                .filter(holding ->
                        holding.catalog().flatMap(inside -> inside.control(id)).isPresent())
                .findFirst()
                .orElse(baseline.holding());
        return in(catalog, Optional.of(baseline), arguments);
    }

    private ToolResult in(Holding holding, Optional<Baseline> baseline, Arguments arguments) {
        String id = arguments.requiredText("id");
        Catalog catalog = holding.catalog().orElseThrow();
        Optional<Control> control = catalog.control(id);
        if (control.isEmpty()) {
            return new ToolResult.Refused(unknown(id, holding.title(), List.of(holding)));
        }
        if (arguments.text("render", "text").equals("oscal")) {
            return asOscal(holding, control.get(), arguments.whole("max_characters", 20_000));
        }
        Prose prose = new Prose(parameter -> baseline.map(values -> values.parameter(catalog, parameter))
                .orElseGet(() -> catalog.parameter(parameter)));
        List<String> parts = arguments.texts("parts");
        ControlView view = new ControlView(holding, catalog, control.get(), prose, holding(control.get()));
        return view.answer(
                parts.isEmpty() ? List.of("statement", "guidance") : parts, arguments.whole("max_characters", 4_000));
    }

    /// Titles of the profiles that select it.
    private List<String> holding(Control control) {
        Shelf shelf = documents.library().shelf();
        Selected known = selected;
        if (known.shelf() != shelf) {
            known = Selected.in(shelf);
            selected = known;
        }
        return known.titles().getOrDefault(control.id(), List.of());
    }

    /// Titles of the profiles that select a control, by its id.
    private record Selected(Shelf shelf, Map<String, List<String>> titles) {
        static Selected in(Shelf shelf) {
            Baselines baselines = new Baselines(shelf);
            Map<String, List<String>> titles = new HashMap<>();
            for (Holding profile :
                    shelf.of(Model.PROFILE).stream().limit(MOST_PROFILES).toList()) {
                for (String id : baselines.of(profile).controls()) {
                    titles.computeIfAbsent(id, _ -> new ArrayList<>()).add(profile.title());
                }
            }
            return new Selected(shelf, titles);
        }
    }

    private static ToolResult asOscal(Holding holding, Control control, int most) {
        ObjectNode structured = new ObjectBuilder()
                .put("id", control.id())
                .put("label", control.label())
                .put("title", control.title())
                .put("catalog", holding.uri())
                .put("control", control.node())
                .build();
        String text = new JsonWriter().compact(control.node());
        return text.length() > most
                ? new ToolResult.Refused(control.label() + " has " + text.length()
                        + " characters as OSCAL; say max_characters, or render=text.")
                : ToolResult.of(text, structured);
    }

    private static String unknown(String id, String where, List<Holding> catalogs) {
        List<String> known = catalogs.stream()
                .flatMap(holding -> holding.catalog().stream())
                .flatMap(catalog -> catalog.controls().stream())
                .map(Control::id)
                .distinct()
                .toList();
        String advice = Suggestion.of(ControlId.of(id), known)
                .map(near -> " Did you mean " + near + "?")
                .orElse("");
        return where + " has no control " + id + "." + advice + " search_controls finds controls by words.";
    }
}
