package dev.postern.oscal.coverage;

import dev.postern.oscal.library.Control;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The statements of a control that can be answered one by one.
final class Statements {
    private Statements() {}

    /// Those that are not answered: neither they, nor one that they are in, nor all that is in them.
    static List<String> unanswered(Control control, Set<String> answered) {
        List<String> open = new ArrayList<>();
        for (ObjectNode part : control.node().objects("parts")) {
            if (part.text("name").equals(Optional.of("statement"))) {
                collect(part, answered, open);
            }
        }
        return open;
    }

    private static void collect(ObjectNode part, Set<String> answered, List<String> open) {
        Optional<String> id = part.text("id");
        if (id.isPresent() && answered.contains(id.get())) {
            return;
        }
        List<ObjectNode> items = part.objects("parts").stream()
                .filter(inner -> inner.text("name").equals(Optional.of("item")))
                .toList();
        if (items.isEmpty()) {
            id.ifPresent(open::add);
        }
        items.forEach(item -> collect(item, answered, open));
    }
}
