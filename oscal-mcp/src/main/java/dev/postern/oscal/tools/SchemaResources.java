package dev.postern.oscal.tools;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.mcp.Resource;
import dev.postern.oscal.mcp.ResourceContents;
import dev.postern.oscal.mcp.ResourceTemplate;
import dev.postern.oscal.mcp.Resources;
import dev.postern.oscal.schema.OscalSchema;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.Once;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The JSON Schema of each model, which needs nothing else to be read.
public final class SchemaResources implements Resources {
    private static final String PREFIX = "oscal://schema/";
    private static final String TEMPLATE = PREFIX + "{model}";
    private static final String MIME_TYPE = "application/schema+json";

    private final Once<OscalSchema> schema;

    public SchemaResources(Once<OscalSchema> schema) {
        this.schema = schema;
    }

    @Override
    public List<Resource> list() {
        return models().stream()
                .map(model -> new Resource(
                        PREFIX + model.root(),
                        model.root() + ".schema.json",
                        "The schema of a " + model.root(),
                        "NIST's JSON Schema of the model; the tool explain_model tells one place of it.",
                        MIME_TYPE,
                        0))
                .toList();
    }

    @Override
    public List<ResourceTemplate> templates() {
        return List.of(new ResourceTemplate(
                TEMPLATE, "schema", "The schema of a model", "NIST's JSON Schema of a model of OSCAL.", MIME_TYPE));
    }

    @Override
    public Optional<ResourceContents> read(String uri) {
        return models().stream()
                .filter(model -> uri.equals(PREFIX + model.root()))
                .findFirst()
                .flatMap(model -> schema.get().of(model))
                .map(whole -> new ResourceContents.Text(uri, MIME_TYPE, new JsonWriter().compact(whole)));
    }

    @Override
    public List<String> complete(String uriTemplate, String variable, String begun) {
        return uriTemplate.equals(TEMPLATE) && variable.equals("model")
                ? models().stream()
                        .map(Model::root)
                        .filter(root -> root.startsWith(begun))
                        .toList()
                : List.of();
    }

    /// Without the one that came after the schema.
    private static List<Model> models() {
        return Arrays.stream(Model.values())
                .filter(model -> model != Model.MAPPING_COLLECTION)
                .toList();
    }
}
