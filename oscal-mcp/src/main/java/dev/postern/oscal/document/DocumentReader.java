package dev.postern.oscal.document;

import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.JsonReader;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Once;
import dev.postern.oscal.tree.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Text of a stranger to a document. Whatever is wrong with it is a finding; nothing in it is followed anywhere.
public final class DocumentReader {
    private final JsonReader json;
    private final YamlReader yaml;
    private final Once<XmlReader> xml;

    /// What came of it.
    public sealed interface Opening {

        /// A document of OSCAL's.
        record Opened(OscalDocument document) implements Opening {}

        /// None.
        record NoDocument(Format format, List<Finding> findings) implements Opening {
            public NoDocument {
                findings = List.copyOf(findings);
            }
        }
    }

    public DocumentReader(Limits limits) {
        json = new JsonReader(limits);
        yaml = new YamlReader(limits);
        xml = new Once<>(() -> new XmlReader(limits, XmlTable.bundled()));
    }

    public Opening open(String text) {
        Format format = Format.of(text);
        Reading reading = switch (format) {
            case JSON -> json.read(text);
            case YAML -> yaml.read(text);
            case XML -> xml.get().read(text);
        };
        return switch (reading) {
            case Reading.Unreadable(var finding) -> new Opening.NoDocument(format, List.of(finding));
            case Reading.Read(ObjectNode root, var findings) -> of(format, root, findings);
            case Reading.Read(Node root, var findings) ->
                none(format, findings, "An OSCAL document is an object, and this is: " + root.kind() + ".", root);
        };
    }

    private static Opening of(Format format, ObjectNode root, List<Finding> findings) {
        for (var member : root.members().entrySet()) {
            Optional<Model> model = Model.of(member.getKey());
            if (model.isPresent() && member.getValue() instanceof ObjectNode content) {
                return new Opening.Opened(new OscalDocument(format, model.get(), root, content, findings));
            }
        }
        return none(
                format,
                findings,
                "No model of OSCAL is at the root; expected one of " + String.join(", ", Model.roots()) + ".",
                root);
    }

    private static Opening none(Format format, List<Finding> before, String message, Node at) {
        List<Finding> findings = new ArrayList<>(before);
        findings.add(Finding.error("model", message, "", at));
        return new Opening.NoDocument(format, findings);
    }
}
