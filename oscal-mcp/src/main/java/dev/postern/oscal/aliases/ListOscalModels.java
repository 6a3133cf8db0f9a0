package dev.postern.oscal.aliases;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.List;
import java.util.Optional;

/// `list_oscal_models`: the models of OSCAL, and what they are for.
public final class ListOscalModels implements Tool {

    @Override
    public String name() {
        return "list_oscal_models";
    }

    @Override
    public String title() {
        return "List the models of OSCAL";
    }

    @Override
    public String description() {
        return "Lists the models of OSCAL with their layer and what they are for; explain_model tells what is in one.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Optional<ObjectNode> outputSchema() {
        return Optional.empty();
    }

    @Override
    public ToolResult call(Arguments arguments, Call call) {
        ObjectBuilder models = new ObjectBuilder();
        for (Model model : Model.values()) {
            models.put(model.root(), about(model));
        }
        return About.json(models.build());
    }

    private static ObjectNode about(Model model) {
        return switch (model) {
            case CATALOG -> about("Control", "Catalog", "catalog", "Controls, in groups, with their enhancements");
            case PROFILE -> about("Control", "Profile", "profile", "A baseline: controls selected, set and altered");
            case MAPPING_COLLECTION ->
                about("Control", "Mapping Collection", "mapping", "How controls of two catalogs relate");
            case COMPONENT_DEFINITION ->
                about("Implementation", "Component Definition", "component", "What a component can do for controls");
            case SYSTEM_SECURITY_PLAN ->
                about(
                        "Implementation",
                        "System Security Plan (SSP)",
                        "SSP",
                        "A system, and how it answers the controls of its baseline");
            case ASSESSMENT_PLAN ->
                about("Assessment", "Security Assessment Plan (SAP)", "AP", "What is to be assessed, how and by whom");
            case ASSESSMENT_RESULTS ->
                about("Assessment", "Security Assessment Results (SAR)", "AR", "What an assessment observed and found");
            case POAM ->
                about(
                        "Assessment",
                        "Plan of Action and Milestones (POA&M)",
                        "POAM",
                        "Risks, and what is to be done about them until when");
        };
    }

    private static ObjectNode about(String layer, String formalName, String shortName, String description) {
        return new ObjectBuilder()
                .put("description", description)
                .put("layer", layer)
                .put("formalName", formalName)
                .put("shortName", shortName)
                .put("status", "GA")
                .build();
    }
}
