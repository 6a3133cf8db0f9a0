package dev.postern.oscal.document;

import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Reading;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// OSCAL's XML to the tree that its JSON would be. A DOCTYPE ends it: entities are where XML reaches for files and
/// networks, and OSCAL has no use for them.
final class XmlReader {
    private final Limits limits;
    private final XmlTable table;
    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();

    XmlReader(Limits limits, XmlTable table) {
        this.limits = limits;
        this.table = table;
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("nothing outside of the document is read");
        });
    }

    Reading read(String text) {
        if (text.length() > limits.characters()) {
            return unreadable("limit", "The text has more than " + limits.characters() + " characters.", 0, 0);
        }
        try {
            XMLStreamReader reader = new CountingReader(factory.createXMLStreamReader(new StringReader(text)), limits);
            return root(reader);
        } catch (XmlContent.Refused refused) {
            return new Reading.Unreadable(refused.finding());
        } catch (CountingReader.TooMuch much) {
            Location at = much.getLocation();
            return unreadable("limit", much.sentence(), at.getLineNumber(), at.getColumnNumber());
        } catch (XMLStreamException broken) {
            Location at = broken.getLocation();
            String sentence = sentence(broken);
            // The JDK has limits of its own, for depth and names and attributes, and numbers its sentences.
            boolean limit = sentence.startsWith("JAXP0001");
            return unreadable(
                    limit ? "limit" : "xml-syntax",
                    limit ? sentence.substring(sentence.indexOf(' ') + 1) : "Not XML: " + sentence,
                    at == null ? 0 : at.getLineNumber(),
                    at == null ? 0 : at.getColumnNumber());
        }
    }

    private Reading root(XMLStreamReader reader) throws XMLStreamException, XmlContent.Refused {
        for (int event = reader.next(); event != XMLStreamConstants.START_ELEMENT; event = reader.next()) {
            if (event == XMLStreamConstants.DTD) {
                Location at = reader.getLocation();
                return new Reading.Unreadable(Finding.error(
                                "doctype", "A DOCTYPE is not taken.", "", at.getLineNumber(), at.getColumnNumber())
                        .withHint("OSCAL needs none. Remove it and whatever entities it declares."));
            }
        }
        String name = reader.getLocalName();
        Optional<XmlTable.Type> type = table.root(name);
        Location at = reader.getLocation();
        if (type.isEmpty()) {
            return unreadable(
                    "model",
                    "The root element <" + name + "> is none of OSCAL 1.1.3.",
                    at.getLineNumber(),
                    at.getColumnNumber());
        }
        XmlContent content = new XmlContent(reader, table, limits);
        Map<String, Node> whole = new LinkedHashMap<>();
        whole.put(name, content.structure(type.get(), "/" + name));
        return new Reading.Read(new ObjectNode(whole, 1, 1), content.findings());
    }

    private static Reading unreadable(String rule, String message, int line, int column) {
        return new Reading.Unreadable(Finding.error(rule, message, "", line, column));
    }

    /// The JDK puts the place on the first line of its message and the reason on the second.
    private static String sentence(XMLStreamException broken) {
        String message = String.valueOf(broken.getMessage());
        int reason = message.indexOf("Message: ");
        return reason < 0 ? message : message.substring(reason + "Message: ".length());
    }
}
