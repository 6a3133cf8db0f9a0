package dev.postern.oscal.document;

import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.BooleanNode;
import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.Findings;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.NullNode;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import dev.postern.oscal.tree.Reading;
import dev.postern.oscal.tree.Stopped;
import dev.postern.oscal.tree.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// YAML text to a tree, by the core schema of YAML 1.2. Tags make no types, keys are strings, and what aliases repeat
/// counts each time.
final class YamlReader {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");
    private static final int MAX_NUMBER = 400;

    private final Limits limits;

    YamlReader(Limits limits) {
        this.limits = limits;
    }

    Reading read(String text) {
        if (text.length() > limits.characters()) {
            return limit("The text has more than " + limits.characters() + " characters.", 0, 0);
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel("document")
                .setUseMarks(true)
                .setCodePointLimit(limits.characters())
                .build();
        Run run = new Run(new Parse(settings).parseString(text).iterator());
        try {
            return new Reading.Read(run.document(), run.findings);
        } catch (Refused refused) {
            return new Reading.Unreadable(refused.finding);
        } catch (MarkedYamlEngineException broken) {
            Optional<Mark> mark = broken.getProblemMark();
            return new Reading.Unreadable(Finding.error(
                    "yaml-syntax",
                    "Not YAML: " + broken.getProblem(),
                    "",
                    mark.map(Mark::getLine).orElse(-1) + 1,
                    mark.map(Mark::getColumn).orElse(-1) + 1));
        } catch (YamlEngineException broken) {
            return new Reading.Unreadable(
                    Finding.error("yaml-syntax", "Not YAML: a character that it may not have.", "", 0, 0));
        }
    }

    private static Reading limit(String message, int line, int column) {
        return new Reading.Unreadable(Finding.error("limit", message, "", line, column));
    }

    private record Anchored(Node node, int nodes) {}

    /// One reading under way.
    private final class Run {
        private final Iterator<Event> events;
        private final List<Finding> findings = new Findings();
        private final Map<String, Anchored> anchors = new HashMap<>();
        private int nodes;
        private int depth;

        Run(Iterator<Event> events) {
            this.events = events;
        }

        Node document() throws Refused {
            Event event = next();
            if (event.getEventId() == Event.ID.StreamStart) {
                event = next();
            }
            if (event.getEventId() != Event.ID.DocumentStart) {
                throw refused("yaml-syntax", "The text is empty.", event);
            }
            Node root = node(next(), "");
            next();
            Event end = next();
            if (end.getEventId() != Event.ID.StreamEnd) {
                throw refused("yaml-syntax", "There is a second document in the text.", end);
            }
            return root;
        }

        private Event next() throws Refused {
            Event event = events.next();
            while (event.getEventId() == Event.ID.Comment) {
                event = events.next();
            }
            return event;
        }

        private Node node(Event event, String path) throws Refused {
            Stopped.ifAsked();
            count(1, event);
            int before = nodes;
            Node node = switch (event) {
                case AliasEvent alias -> alias(alias);
                case ScalarEvent scalar -> scalar(scalar);
                case CollectionStartEvent start -> collection(start, path);
                default -> throw refused("yaml-syntax", "Not YAML: a value is missing.", event);
            };
            if (!(event instanceof AliasEvent) && event instanceof NodeEvent anchored) {
                anchored.getAnchor()
                        .ifPresent(anchor -> anchors.put(anchor.getValue(), new Anchored(node, nodes - before + 1)));
            }
            return node;
        }

        private Node alias(AliasEvent alias) throws Refused {
            Anchored anchored = anchors.get(alias.getAlias().getValue());
            if (anchored == null) {
                throw refused(
                        "yaml-alias", "The alias *" + alias.getAlias().getValue() + " stands for nothing.", alias);
            }
            count(anchored.nodes, alias);
            return anchored.node;
        }

        private Node collection(CollectionStartEvent start, String path) throws Refused {
            if (++depth > limits.depth()) {
                throw refused("limit", "Values are nested deeper than " + limits.depth() + ".", start);
            }
            Node node = start.getEventId() == Event.ID.MappingStart ? object(start, path) : array(start, path);
            depth--;
            return node;
        }

        private ObjectNode object(Event start, String path) throws Refused {
            Map<String, Node> members = new LinkedHashMap<>();
            for (Event key = next(); key.getEventId() != Event.ID.MappingEnd; key = next()) {
                if (!(key instanceof ScalarEvent name)) {
                    throw refused("yaml-key", "A key must be plain text.", key);
                }
                if (name.getValue().length() > limits.name()) {
                    throw refused("limit", "A key has more than " + limits.name() + " characters.", key);
                }
                String child = Pointer.child(path, name.getValue());
                Node value = node(next(), child);
                if (members.putIfAbsent(name.getValue(), value) != null) {
                    findings.add(Finding.error(
                                    "duplicate-key",
                                    "The key \"" + name.getValue() + "\" is there twice in one mapping.",
                                    child,
                                    line(key),
                                    column(key))
                            .withHint("Readers differ in which of the two they take: remove one."));
                }
            }
            return new ObjectNode(members, line(start), column(start));
        }

        private ArrayNode array(Event start, String path) throws Refused {
            List<Node> items = new ArrayList<>();
            for (Event item = next(); item.getEventId() != Event.ID.SequenceEnd; item = next()) {
                items.add(node(item, Pointer.item(path, items.size())));
            }
            return new ArrayNode(items, line(start), column(start));
        }

        private void count(int more, Event at) throws Refused {
            // Saturates: aliases of aliases double with each line.
            nodes = (int) Math.min(Integer.MAX_VALUE, (long) nodes + more);
            if (nodes > limits.nodes()) {
                throw refused("limit", "The text stands for more than " + limits.nodes() + " values.", at);
            }
        }
    }

    private static Node scalar(ScalarEvent scalar) {
        String text = scalar.getValue();
        int line = line(scalar);
        int column = column(scalar);
        if (!scalar.isPlain()) {
            return new TextNode(text, line, column);
        }
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> new NullNode(line, column);
            case "true", "True", "TRUE" -> new BooleanNode(true, line, column);
            case "false", "False", "FALSE" -> new BooleanNode(false, line, column);
            default ->
                isNumber(text) ? new NumberNode(new BigDecimal(text), line, column) : new TextNode(text, line, column);
        };
    }

    private static boolean isNumber(String text) {
        return text.length() <= MAX_NUMBER
                && (INTEGER.matcher(text).matches() || DECIMAL.matcher(text).matches());
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }

    private static int column(Event event) {
        return event.getStartMark().map(Mark::getColumn).orElse(-1) + 1;
    }

    private static Refused refused(String rule, String message, Event at) {
        return new Refused(Finding.error(rule, message, "", line(at), column(at)));
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Finding finding;

        Refused(Finding finding) {
            super(null, null, false, false);
            this.finding = finding;
        }
    }
}
