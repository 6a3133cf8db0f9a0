package dev.postern.oscal.document;

import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.BooleanNode;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.NullNode;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import dev.postern.oscal.tree.TextNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tree of OSCAL's JSON to its XML, in the order of the table of types. What XML has no place for is told.
final class XmlWriter {
    private final XmlTable table;
    private final List<Finding> warnings;
    private final XmlText xml = new XmlText();

    XmlWriter(XmlTable table, List<Finding> warnings) {
        this.table = table;
        this.warnings = warnings;
    }

    String write(String root, XmlTable.Type type, ObjectNode content) {
        structure(root, type, content, "/" + root, Map.of("xmlns", XmlContent.NAMESPACE));
        if (xml.unwritable() > 0) {
            warnings.add(Finding.warning(
                    "characters", xml.unwritable() + " characters that XML cannot have are left out.", "", content));
        }
        return xml.toString();
    }

    private void structure(
            String name, XmlTable.Type type, ObjectNode object, String path, Map<String, String> before) {
        Set<String> written = new HashSet<>();
        Map<String, String> attributes = new LinkedHashMap<>(before);
        type.attributes()
                .keySet()
                .forEach(member -> simple(object, member).ifPresent(value -> {
                    attributes.put(member, value);
                    written.add(member);
                }));
        if (type.value().isPresent()) {
            String member = type.value().get().getKey();
            String value = simple(object, member).orElse("");
            written.add(member);
            xml.running(name, attributes, xml.escaped(value));
        } else {
            xml.open(name, attributes);
            elements(type, object, path, written);
            xml.close();
        }
        object.members().forEach((member, value) -> {
            if (!written.contains(member)) {
                homeless(member, path, value);
            }
        });
    }

    private void elements(XmlTable.Type type, ObjectNode object, String path, Set<String> written) {
        boolean prose = false;
        for (XmlTable.Element element : type.elements()) {
            // Between what describes a part and the parts in it.
            if (!prose && (element.member().equals("parts") || element.member().equals("links"))) {
                prose(type, object, written);
                prose = true;
            }
            Node value = object.get(element.member());
            if (value != null) {
                written.add(element.member());
                element(element, value, Pointer.child(path, element.member()));
            }
        }
        if (!prose) {
            prose(type, object, written);
        }
    }

    private void prose(XmlTable.Type type, ObjectNode object, Set<String> written) {
        type.prose()
                .ifPresent(member -> object.text(member).ifPresent(text -> {
                    BlockWriter.write(text, xml);
                    written.add(member);
                }));
    }

    private void element(XmlTable.Element element, Node value, String path) {
        if (element.several() && !(value instanceof ArrayNode)) {
            homeless(element.member(), path, value);
            return;
        }
        element.wrapper().ifPresent(wrapper -> xml.open(wrapper, Map.of()));
        if (value instanceof ArrayNode array && element.several()) {
            for (int i = 0; i < array.items().size(); i++) {
                one(element, array.items().get(i), Pointer.item(path, i));
            }
        } else {
            one(element, value, path);
        }
        element.wrapper().ifPresent(_ -> xml.close());
    }

    private void one(XmlTable.Element element, Node value, String path) {
        switch (element.kind()) {
            case XmlTable.Kind.Structure(String type)
            when value instanceof ObjectNode object ->
                structure(element.name(), table.type(type), object, path, Map.of());
            case XmlTable.Kind.Structure _ -> homeless(element.member(), path, value);
            case XmlTable.Kind.Line _
            when value instanceof TextNode text ->
                xml.running(
                        element.name(), Map.of(), InlineWriter.html(text.text().strip(), xml));
            case XmlTable.Kind.Blocks _
            when value instanceof TextNode text -> {
                xml.open(element.name(), Map.of());
                BlockWriter.write(text.text(), xml);
                xml.close();
            }
            case XmlTable.Kind.Line _, XmlTable.Kind.Blocks _, XmlTable.Kind.Simple _ ->
                plain(value)
                        .ifPresentOrElse(
                                text -> xml.running(element.name(), Map.of(), xml.escaped(text)),
                                () -> homeless(element.member(), path, value));
        }
    }

    private Optional<String> simple(ObjectNode object, String member) {
        Node value = object.get(member);
        return value == null ? Optional.empty() : plain(value);
    }

    private static Optional<String> plain(Node value) {
        return switch (value) {
            case TextNode text -> Optional.of(text.text());
            case NumberNode number -> Optional.of(number.number().toPlainString());
            case BooleanNode flag -> Optional.of(Boolean.toString(flag.value()));
            case NullNode _, ObjectNode _, ArrayNode _ -> Optional.empty();
        };
    }

    private void homeless(String member, String path, Node value) {
        warnings.add(Finding.warning(
                "left-out", "OSCAL's XML has no place here for \"" + member + "\": it is left out.", path, value));
    }
}
