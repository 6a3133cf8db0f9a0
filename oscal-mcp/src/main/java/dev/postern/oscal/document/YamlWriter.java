package dev.postern.oscal.document;

import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.BooleanNode;
import dev.postern.oscal.tree.BoundedText;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.NullNode;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.TextNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;

/// A tree to YAML, in blocks. Strings that some reader of YAML 1.1 or 1.2 would take for something else are quoted.
final class YamlWriter {
    private static final Pattern DOUBTFUL =
            Pattern.compile("(?i)|~|null|true|false|yes|no|on|off|y|n|[-+.0-9].*|=|<<", Pattern.DOTALL);

    private YamlWriter() {}

    static String write(Node root) {
        DumpSettings settings = DumpSettings.builder()
                .setIndent(2)
                .setWidth(Integer.MAX_VALUE)
                .setSplitLines(false)
                .setMaxSimpleKeyLength(1_000)
                .build();
        Text text = new Text();
        Emitter emitter = new Emitter(settings, text);
        emitter.emit(new StreamStartEvent());
        emitter.emit(new DocumentStartEvent(false, Optional.empty(), Map.of()));
        node(root, emitter);
        emitter.emit(new DocumentEndEvent(false));
        emitter.emit(new StreamEndEvent());
        return text.text.toString();
    }

    private static void node(Node node, Emitter emitter) {
        switch (node) {
            case ObjectNode object -> {
                emitter.emit(new MappingStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK));
                for (Map.Entry<String, Node> member : object.members().entrySet()) {
                    text(member.getKey(), emitter);
                    node(member.getValue(), emitter);
                }
                emitter.emit(new MappingEndEvent());
            }
            case ArrayNode array -> {
                emitter.emit(new SequenceStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK));
                array.items().forEach(item -> node(item, emitter));
                emitter.emit(new SequenceEndEvent());
            }
            case TextNode text -> text(text.text(), emitter);
            case NumberNode number -> scalar(number.number().toString(), ScalarStyle.PLAIN, emitter);
            case BooleanNode value -> scalar(Boolean.toString(value.value()), ScalarStyle.PLAIN, emitter);
            case NullNode _ -> scalar("null", ScalarStyle.PLAIN, emitter);
        }
    }

    private static void text(String text, Emitter emitter) {
        ScalarStyle style = ScalarStyle.PLAIN;
        if (text.indexOf('\n') >= 0) {
            style = ScalarStyle.LITERAL;
        } else if (DOUBTFUL.matcher(text).matches()) {
            style = ScalarStyle.DOUBLE_QUOTED;
        }
        scalar(text, style, emitter);
    }

    /// Where the style cannot hold the text, the emitter takes quotes.
    private static void scalar(String text, ScalarStyle style, Emitter emitter) {
        emitter.emit(new ScalarEvent(Optional.empty(), Optional.empty(), new ImplicitTuple(true, true), text, style));
    }

    private static final class Text implements StreamDataWriter {
        private final BoundedText text = new BoundedText(Limits.DOCUMENT.characters());

        @Override
        public void write(String piece) {
            text.write(piece, 0, piece.length());
        }

        @Override
        public void write(String piece, int offset, int length) {
            text.write(piece, offset, length);
        }
    }
}
