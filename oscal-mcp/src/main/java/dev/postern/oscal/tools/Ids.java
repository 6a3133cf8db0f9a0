package dev.postern.oscal.tools;

import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Many short words in one line.
final class Ids {
    /// In a list beside others; counts tell how many there are.
    static final int MOST = 200;

    private static final int MOST_ON_A_LINE = 60;
    private static final int MOST_OF_ONE = 120;

    private Ids() {}

    /// A line that begins with what they are; none where there are none.
    static String line(String what, List<String> ids) {
        if (ids.isEmpty()) {
            return "";
        }
        String more = ids.size() > MOST_ON_A_LINE ? " and " + (ids.size() - MOST_ON_A_LINE) + " more" : "";
        return "\n" + what + ": "
                + ids.stream().limit(MOST_ON_A_LINE).map(Ids::shortened).collect(Collectors.joining(", "))
                + more;
    }

    static List<String> first(Collection<String> ids) {
        return ids.stream().limit(MOST).map(Ids::shortened).toList();
    }

    /// Ids and titles are as long as a document's author likes.
    static String shortened(String word) {
        return word.length() > MOST_OF_ONE ? word.substring(0, MOST_OF_ONE) + "…" : word;
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
