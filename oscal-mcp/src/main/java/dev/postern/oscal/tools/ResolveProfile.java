package dev.postern.oscal.tools;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.profile.Effort;
import dev.postern.oscal.profile.ProfileResolver;
import dev.postern.oscal.profile.Resolution;
import dev.postern.oscal.schema.SchemaOrder;
import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.BoundedText;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Once;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `resolve_profile`: the catalog that a profile stands for.
public final class ResolveProfile implements Tool {
    private static final int IDS = 2_000;
    private static final int SUMMARIES = 100;
    private static final int MOST_FINDINGS = 50;

    private final Documents documents;
    private final Once<SchemaOrder> order;
    private final JsonWriter writer = new JsonWriter();

    public ResolveProfile(Documents documents, Once<SchemaOrder> order) {
        this.documents = documents;
        this.order = order;
    }

    @Override
    public String name() {
        return "resolve_profile";
    }

    @Override
    public String title() {
        return "Resolve a profile";
    }

    @Override
    public String description() {
        return "Resolves an OSCAL profile (a baseline) to its controls: follows what it imports in the library,"
                + " selects, merges, sets parameters and alters. Tells ids, a summary of each control, or the catalog"
                + " itself as JSON, in pieces. What could not be followed is in unresolved.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("profile", "The profile.", Documents.DOCUMENT),
                Parameter.optional(
                        "output",
                        "ids (default), summary (titles, groups, what is altered) or catalog.",
                        new Kind.Choice(List.of("ids", "summary", "catalog"))),
                Parameter.optional("offset", "Where to go on: the next of an earlier answer.", Page.OFFSET),
                Parameter.optional("limit", "How many controls at most.", new Kind.Whole(1, IDS)),
                Excerpt.MOST);
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return new Shape()
                .text("profile", "The URI of the profile, or its uuid where it was given.")
                .text("title", "Its title.")
                .whole("total", "How many controls it has.")
                .list(
                        "imports",
                        "href, document (its URI in the library), controls (how many it selected); the first "
                                + MOST_FINDINGS + ".")
                .list("alterations", "Controls that the profile alters; the first " + Ids.MOST + ".")
                .list("parameters", "Parameters that the profile sets; the first " + Ids.MOST + ".")
                .list("implied", "Controls that are not selected and are there because of those inside of them.")
                .list("unresolved", "What could not be followed; the first " + MOST_FINDINGS + ".")
                .list("warnings", "What had no effect, or clashed; the first " + MOST_FINDINGS + ".")
                .list("controls", "Ids; or id, label, title, group, altered.")
                .maybe()
                .text("content", "A piece of the catalog as JSON.")
                .maybe()
                .whole("next", "The offset of what follows.")
                .maybe()
                .schema();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        Optional<String> uri = arguments.object("profile").flatMap(given -> given.text("uri"));
        if (uri.isPresent()) {
            return documents
                    .find(uri.get(), List.of(Model.PROFILE), "profile", call)
                    .use(holding -> resolved(holding.document(), holding.uri(), arguments, call));
        }
        return documents
                .document(arguments, "profile", call)
                .use(profile -> profile.model() == Model.PROFILE
                        ? resolved(profile, "urn:uuid:" + profile.uuid().orElse(""), arguments, call)
                        : new ToolResult.Refused("A profile is resolved, and this is a "
                                + profile.model().root() + "."));
    }

    private ToolResult resolved(OscalDocument profile, String address, Arguments arguments, Call call) {
        ProfileResolver resolver = new ProfileResolver(documents.shelf(call), Effort.ordinary());
        return answer(profile, address, resolver.resolve(profile, address), arguments);
    }

    private ToolResult answer(OscalDocument profile, String address, Resolution resolution, Arguments arguments) {
        List<Resolution.Placed> controls = resolution.controls();
        ObjectBuilder result = new ObjectBuilder()
                .put("profile", address)
                .put("title", profile.title())
                .put("total", controls.size())
                .put(
                        "imports",
                        resolution.imports().stream()
                                .limit(MOST_FINDINGS)
                                .map(ResolveProfile::followed)
                                .toList())
                .putTexts("alterations", Ids.first(resolution.altered()))
                .putTexts("parameters", Ids.first(resolution.set()))
                .putTexts("implied", Ids.first(resolution.implied()))
                .put("unresolved", findings(resolution.unresolved()))
                .put("warnings", findings(resolution.warnings()));
        String text = profile.title() + ": " + controls.size() + " controls"
                + (resolution.unresolved().isEmpty()
                        ? ""
                        : "; unresolved: " + resolution.unresolved().getFirst().message());
        return switch (arguments.text("output", "ids")) {
            case "catalog" -> catalog(resolution, text, result, arguments);
            case "summary" -> summary(resolution, text, result, arguments);
            default -> ids(controls, text, result, arguments);
        };
    }

    private ToolResult catalog(Resolution resolution, String text, ObjectBuilder result, Arguments arguments) {
        ObjectNode whole =
                new ObjectBuilder().put("catalog", resolution.catalog()).build();
        String json;
        try {
            json = writer.pretty(order.get().of(Model.CATALOG, whole));
        } catch (BoundedText.TooLong tooLong) {
            return new ToolResult.Refused("The catalog is too long to be written. " + tooLong.getMessage());
        }
        Excerpt excerpt = Excerpt.of(json, arguments);
        return ToolResult.of(
                text + "; the catalog has " + json.length() + " characters" + excerpt.more(),
                excerpt.end(result).build());
    }

    private static ToolResult ids(
            List<Resolution.Placed> controls, String text, ObjectBuilder result, Arguments arguments) {
        Page<Resolution.Placed> page = Page.of(controls, arguments, IDS);
        List<String> ids = page.items().stream().map(Resolution.Placed::id).toList();
        return ToolResult.of(
                text + "\n" + String.join(" ", ids) + page.more(),
                page.end(result.putTexts("controls", ids)).build());
    }

    private static ToolResult summary(Resolution resolution, String text, ObjectBuilder result, Arguments arguments) {
        Page<Resolution.Placed> page = Page.of(resolution.controls(), arguments, SUMMARIES);
        StringBuilder lines = new StringBuilder(text);
        page.items()
                .forEach(control ->
                        lines.append("\n").append(control.id()).append("  ").append(control.title()));
        List<ObjectNode> controls = page.items().stream()
                .map(control -> described(control, resolution.altered()))
                .toList();
        return ToolResult.of(
                lines.append(page.more()).toString(),
                page.end(result.put("controls", controls)).build());
    }

    private static ObjectNode described(Resolution.Placed control, Set<String> altered) {
        ObjectBuilder described = new ObjectBuilder()
                .put("id", control.id())
                .put("label", control.label())
                .put("title", control.title())
                .put("group", control.group());
        return (altered.contains(control.id()) ? described.put("altered", true) : described).build();
    }

    private static ObjectNode followed(Resolution.Followed followed) {
        return new ObjectBuilder()
                .put("href", Ids.shortened(followed.href()))
                .put("document", followed.document())
                .put("controls", followed.controls())
                .build();
    }

    private static ArrayNode findings(List<Finding> findings) {
        return ArrayNode.of(
                findings.stream().limit(MOST_FINDINGS).map(Finding::toNode).toList());
    }
}
