package dev.postern.oscal.document;

import dev.postern.oscal.tree.BoundedText;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Once;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Documents to text, in any of the three formats.
public final class DocumentWriter {
    private final JsonWriter json = new JsonWriter();
    private final Once<XmlTable> xml = new Once<>(XmlTable::bundled);

    /// What came of it.
    public sealed interface Writing {

        /// The text, and what could not be said in it.
        record Written(String text, List<Finding> warnings) implements Writing {
            public Written {
                warnings = List.copyOf(warnings);
            }
        }

        /// Nothing.
        record Unwritable(String reason) implements Writing {}
    }

    /// Writes it in the order in which its members stand; XML has an order of its own.
    ///
    /// @param whole one member, named as the model's root
    public Writing write(Format format, Model model, ObjectNode whole) {
        try {
            return written(format, model, whole);
        } catch (BoundedText.TooLong tooLong) {
            return new Writing.Unwritable("As " + format.word() + " the document is too long: " + tooLong.getMessage());
        }
    }

    private Writing written(Format format, Model model, ObjectNode whole) {
        return switch (format) {
            case JSON -> new Writing.Written(json.pretty(whole) + "\n", List.of());
            case YAML -> new Writing.Written(YamlWriter.write(whole), List.of());
            case XML -> xml(model, whole);
        };
    }

    private Writing xml(Model model, ObjectNode whole) {
        Optional<XmlTable.Type> type = xml.get().root(model.root());
        if (type.isEmpty()) {
            return new Writing.Unwritable("How a " + model.root() + " is written in XML is not known to OSCAL 1.1.3.");
        }
        List<Finding> warnings = new ArrayList<>();
        ObjectNode content = whole.object(model.root()).orElse(ObjectNode.EMPTY);
        String text = new XmlWriter(xml.get(), warnings).write(model.root(), type.get(), content);
        return new Writing.Written(text, warnings);
    }
}
