package dev.postern.oscal.aliases;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.tree.NullNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `validate_oscal_content`: what `validate` finds, told by levels.
public final class ValidateOscalContent implements Tool {
    private static final int MOST_ERRORS = 20;
    private static final int MOST_CHARACTERS = 16_000_000;

    private final Tool validate;

    /// @param validate the tool that judges
    public ValidateOscalContent(Tool validate) {
        this.validate = validate;
    }

    @Override
    public String name() {
        return "validate_oscal_content";
    }

    @Override
    public String title() {
        return "Validate a text";
    }

    @Override
    public String description() {
        return "Judges the text of an OSCAL document and tells errors by level. validate tells more: path, line and hint of "
                + "each.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("content", "The document, in JSON, YAML or XML.", new Kind.Text(MOST_CHARACTERS)),
                Parameter.optional("model_type", "The model that it must be of.", new Kind.Choice(Model.roots())));
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return Optional.empty();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        ObjectNode document = new ObjectBuilder()
                .put("content", arguments.requiredText("content"))
                .build();
        ObjectNode asked = new ObjectBuilder()
                .put("document", document)
                .put("max_findings", 1_000)
                .build();
        return switch (validate.call(new Arguments(asked), call)) {
            case ToolResult.Refused refused -> refused;
            case ToolResult.Done(var _, Optional<ObjectNode> structured) ->
                About.json(levels(structured.orElse(ObjectNode.EMPTY), arguments.text("model_type")));
        };
    }

    private static ObjectNode levels(ObjectNode judgement, Optional<String> wanted) {
        Map<String, List<String>> errors = new LinkedHashMap<>();
        Map<String, List<String>> warnings = new LinkedHashMap<>();
        for (ObjectNode finding : judgement.objects("findings")) {
            Map<String, List<String>> among = finding.text("severity").equals(Optional.of("error")) ? errors : warnings;
            among.computeIfAbsent(level(finding, judgement), _ -> new ArrayList<>())
                    .add(sentence(finding));
        }
        Optional<String> model = judgement.text("model");
        if (model.isPresent() && wanted.isPresent() && !model.equals(wanted)) {
            errors.computeIfAbsent("json_schema", _ -> new ArrayList<>())
                    .addFirst("The document is a " + model.get() + ", and no " + wanted.get() + ".");
        }
        Optional<String> unread = model.isPresent() ? Optional.empty() : Optional.of("The text is no document.");
        Optional<String> unknown = unread.filter(_ -> !errors.containsKey("json_schema"));
        List<ObjectNode> levels = new ArrayList<>();
        levels.add(level("well_formedness", errors, warnings, Optional.empty()));
        levels.add(level("json_schema", errors, warnings, unknown));
        levels.add(level("references", errors, warnings, unread));
        levels.add(level("trestle", errors, warnings, Optional.of("This server does not use trestle.")));
        levels.add(level("oscal_cli", errors, warnings, Optional.of("This server does not use oscal-cli.")));
        ObjectBuilder result = new ObjectBuilder().put("valid", errors.isEmpty());
        model.or(() -> wanted)
                .ifPresentOrElse(
                        type -> result.put("model_type", type), () -> result.put("model_type", new NullNode(0, 0)));
        return result.put("levels", levels).build();
    }

    private static String level(ObjectNode finding, ObjectNode judgement) {
        String rule = finding.text("rule").orElse("");
        if (rule.startsWith("schema:") || rule.equals("model")) {
            return "json_schema";
        }
        boolean form = !judgement.has("model") || rule.equals("duplicate-key") || rule.equals("limit");
        return form ? "well_formedness" : "references";
    }

    private static String sentence(ObjectNode finding) {
        String path = finding.text("path").orElse("");
        return (path.isEmpty() ? "" : path + ": ") + finding.text("message").orElse("");
    }

    private static ObjectNode level(
            String name,
            Map<String, List<String>> errors,
            Map<String, List<String>> warnings,
            Optional<String> skipped) {
        List<String> found = errors.getOrDefault(name, List.of());
        List<String> others = new ArrayList<>(warnings.getOrDefault(name, List.of()));
        if (found.size() > MOST_ERRORS) {
            others.addFirst(MOST_ERRORS + " of " + found.size() + " errors are told.");
        }
        return new ObjectBuilder()
                .put("level", name)
                .put("valid", found.isEmpty())
                .putTexts("errors", found.subList(0, Math.min(found.size(), MOST_ERRORS)))
                .putTexts("warnings", others.subList(0, Math.min(others.size(), MOST_ERRORS)))
                .put("skipped", skipped.isPresent())
                .put("skip_reason", skipped.isPresent() ? TextNode.of(skipped.get()) : new NullNode(0, 0))
                .build();
    }
}
