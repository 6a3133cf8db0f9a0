package dev.postern.oscal.tools;

import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.List;
import java.util.Map;

/// Many short words in one line.
final class Ids {
    private static final int MOST = 60;

    private Ids() {}

    /// A line that begins with what they are; none where there are none.
    static String line(String what, List<String> ids) {
        if (ids.isEmpty()) {
            return "";
        }
        String more = ids.size() > MOST ? " and " + (ids.size() - MOST) + " more" : "";
        return "\n" + what + ": " + String.join(", ", ids.subList(0, Math.min(MOST, ids.size()))) + more;
    }

    static String line(String what, Map<String, Integer> counts) {
        return line(
                what,
                counts.entrySet().stream()
                        .map(count -> count.getKey() + " " + count.getValue())
                        .toList());
    }

    static ObjectNode counts(Map<String, Integer> counts) {
        ObjectBuilder node = new ObjectBuilder();
        counts.forEach((name, count) -> node.put(name, NumberNode.of(count)));
        return node.build();
    }
}
