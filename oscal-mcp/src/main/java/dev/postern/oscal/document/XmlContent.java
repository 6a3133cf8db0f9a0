package dev.postern.oscal.document;

import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.BooleanNode;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Findings;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import dev.postern.oscal.tree.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Elements below the root, one after the other, by the table of types.
final class XmlContent {
    static final String NAMESPACE = "http://csrc.nist.gov/ns/oscal/1.0";

    private final XMLStreamReader reader;
    private final XmlTable table;
    private final Limits limits;
    private final List<Finding> findings = new Findings();
    private int depth;
    private int nodes;

    XmlContent(XMLStreamReader reader, XmlTable table, Limits limits) {
        this.reader = reader;
        this.table = table;
        this.limits = limits;
    }

    List<Finding> findings() {
        return findings;
    }

    /// The element that was just entered, to its end.
    ObjectNode structure(XmlTable.Type type, String path) throws XMLStreamException, Refused {
        enter();
        Location at = reader.getLocation();
        if (depth == 1 && !NAMESPACE.equals(reader.getNamespaceURI())) {
            finding("xml-namespace", "The namespace must be " + NAMESPACE + ".", path, "");
        }
        Map<String, Node> members = new LinkedHashMap<>();
        attributes(type, members, path);
        if (type.value().isPresent()) {
            String text = Markup.line(reader, limits.depth());
            members.put(
                    type.value().get().getKey(), simple(text, type.value().get().getValue(), at));
        } else {
            elements(type, members, path);
        }
        depth--;
        return new ObjectNode(members, at.getLineNumber(), at.getColumnNumber());
    }

    private void attributes(XmlTable.Type type, Map<String, Node> members, String path) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String name = reader.getAttributeLocalName(i);
            String namespace = reader.getAttributeNamespace(i);
            // xsi:schemaLocation and its like are for other readers.
            if (namespace != null && !namespace.isEmpty()) {
                continue;
            }
            XmlTable.Kind kind = type.attributes().get(name);
            if (kind == null) {
                finding(
                        "unknown-attribute",
                        "The attribute " + name + " is none of <" + reader.getLocalName() + ">.",
                        path,
                        type.attributes().isEmpty()
                                ? ""
                                : "There are "
                                        + String.join(", ", type.attributes().keySet()) + ".");
            } else {
                members.put(name, simple(reader.getAttributeValue(i), kind, reader.getLocation()));
            }
        }
    }

    private void elements(XmlTable.Type type, Map<String, Node> members, String path)
            throws XMLStreamException, Refused {
        Map<String, List<Node>> arrays = new LinkedHashMap<>();
        BlockText prose = new BlockText();
        int proseLine = 0;
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.CHARACTERS && !reader.isWhiteSpace()) {
                finding("xml-text", "Text may not stand here.", path, "");
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String name = reader.getLocalName();
            Optional<XmlTable.Element> element = type.element(name);
            if (element.isPresent()) {
                element(element.get(), members, arrays, path);
            } else if (type.prose().isPresent() && Markup.isBlock(name)) {
                proseLine = proseLine == 0 ? reader.getLocation().getLineNumber() : proseLine;
                Markup.block(reader, prose, limits.depth());
            } else {
                finding(
                        "unknown-element",
                        "The element <" + name + "> may not stand here.",
                        path,
                        "There may be " + String.join(", ", names(type)) + ".");
                skip();
            }
        }
        arrays.forEach((member, items) -> members.put(
                member,
                new ArrayNode(items, items.getFirst().line(), items.getFirst().column())));
        if (type.prose().isPresent() && !prose.isEmpty()) {
            members.put(type.prose().get(), new TextNode(prose.toString(), proseLine, 1));
        }
    }

    private void element(
            XmlTable.Element element, Map<String, Node> members, Map<String, List<Node>> arrays, String path)
            throws XMLStreamException, Refused {
        String child = Pointer.child(path, element.member());
        if (element.wrapper().isPresent()) {
            XmlTable.Element inside = new XmlTable.Element(
                    element.name(), element.member(), element.several(), Optional.empty(), element.kind());
            XmlTable.Type wrapped = new XmlTable.Type(Map.of(), List.of(inside), Optional.empty(), Optional.empty());
            elements(wrapped, members, path);
        } else if (element.several()) {
            List<Node> items = arrays.computeIfAbsent(element.member(), _ -> new ArrayList<>());
            items.add(value(element.kind(), Pointer.item(child, items.size())));
        } else {
            Node value = value(element.kind(), child);
            if (members.putIfAbsent(element.member(), value) != null) {
                finding("duplicate-element", "The element <" + element.name() + "> is there twice.", child, "");
            }
        }
    }

    private Node value(XmlTable.Kind kind, String path) throws XMLStreamException, Refused {
        Location at = reader.getLocation();
        return switch (kind) {
            case XmlTable.Kind.Structure(var type) -> structure(table.type(type), path);
            case XmlTable.Kind.Blocks() -> {
                enter();
                BlockText text = Markup.blocks(reader, limits.depth());
                depth--;
                yield new TextNode(text.toString(), at.getLineNumber(), at.getColumnNumber());
            }
            case XmlTable.Kind.Line() ->
                new TextNode(Markup.line(reader, limits.depth()).strip(), at.getLineNumber(), at.getColumnNumber());
            case XmlTable.Kind.Simple simple -> simple(Markup.plain(reader, limits.depth()), simple, at);
        };
    }

    private static Node simple(String text, XmlTable.Kind kind, Location at) {
        String value = text.strip();
        int line = at.getLineNumber();
        int column = at.getColumnNumber();
        if (kind.equals(new XmlTable.Kind.Simple("int")) && value.matches("[-+]?[0-9]{1,18}")) {
            return new NumberNode(new BigDecimal(value), line, column);
        }
        if (kind.equals(new XmlTable.Kind.Simple("bool")) && value.matches("true|false|0|1")) {
            return new BooleanNode(value.equals("true") || value.equals("1"), line, column);
        }
        return new TextNode(value, line, column);
    }

    private void enter() throws Refused {
        if (++depth > limits.depth()) {
            throw new Refused(here("limit", "Elements are nested deeper than " + limits.depth() + ".", ""));
        }
        if (++nodes > limits.nodes()) {
            throw new Refused(here("limit", "The text has more than " + limits.nodes() + " elements.", ""));
        }
    }

    private void skip() throws XMLStreamException {
        int open = 1;
        while (open > 0) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                open++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                open--;
            }
        }
    }

    private void finding(String rule, String message, String path, String hint) {
        findings.add(here(rule, message, path).withHint(hint));
    }

    private Finding here(String rule, String message, String path) {
        Location at = reader.getLocation();
        return Finding.error(rule, message, path, at.getLineNumber(), at.getColumnNumber());
    }

    private static List<String> names(XmlTable.Type type) {
        return type.elements().stream()
                .map(element -> element.wrapper().orElse(element.name()))
                .toList();
    }

    /// The reading ends here.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Finding finding;

        Refused(Finding finding) {
            super(null, null, false, false);
            this.finding = finding;
        }

        Finding finding() {
            return finding;
        }
    }
}
