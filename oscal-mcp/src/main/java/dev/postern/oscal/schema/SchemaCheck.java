package dev.postern.oscal.schema;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Findings;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Says where documents do not follow the schema.
public final class SchemaCheck {
    /// The rule of a name that may not stand where it does.
    public static final String UNKNOWN_NAME = "schema:additionalProperties";

    private final OscalSchema schema;
    private final Map<Model, Rule> rules = new EnumMap<>(Model.class);

    public SchemaCheck(OscalSchema schema) {
        this.schema = schema;
        Rule.Book book = new Rule.Book(schema);
        for (Model model : Model.values()) {
            schema.root(model).ifPresent(root -> rules.put(model, book.of(root)));
        }
    }

    public OscalSchema schema() {
        return schema;
    }

    /// What of it does not follow the schema, in the document's order and up to a bound.
    public List<Finding> check(OscalDocument document) {
        List<Finding> findings = new ArrayList<>(beside(document.model(), document.whole()));
        Rule rule = rules.get(document.model());
        if (rule == null) {
            findings.add(Finding.warning(
                    "model",
                    "The schema of OSCAL " + schema.version() + " has no "
                            + document.model().root() + ": it was not compared.",
                    document.rootPath(),
                    document.content()));
            return findings;
        }
        findings.addAll(new Comparison().compare(document.content(), rule, document.rootPath()));
        return findings;
    }

    private static List<Finding> beside(Model model, ObjectNode whole) {
        List<Finding> findings = new Findings();
        whole.members().forEach((name, value) -> {
            if (!name.equals(model.root()) && !name.equals("$schema")) {
                findings.add(Finding.error(
                        "model",
                        "A document has one model; \"" + Comparison.shortened(name) + "\" is beside it.",
                        Pointer.child("", name),
                        value));
            }
        });
        return findings;
    }
}
