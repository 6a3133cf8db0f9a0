package dev.postern.oscal.library;

import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Stopped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Which of some controls a profile's `include-…` and `exclude-controls` mean.
///
/// @param ids in the order of where they come from, not of the selection
/// @param missing ids that are named and not there
public record Selection(Set<String> ids, List<Missing> missing) {

    /// An id that is not among the controls.
    ///
    /// @param at what names it
    public record Missing(String id, ObjectNode at) {}

    public Selection {
        ids = new LinkedHashSet<>(ids);
        missing = List.copyOf(missing);
    }

    /// What its names do not find.
    ///
    /// @param at the place of the directive
    public List<Finding> faults(String at) {
        return missing.stream()
                .map(name -> Finding.error(
                        "selection", "The control " + name.id() + " is not in what is imported.", at, name.at()))
                .toList();
    }

    /// What is excluded is not there, however it was included.
    ///
    /// @param directive an import, or an insertion of controls
    /// @param among all ids there are, parents before their children
    /// @param parent of a control; empty for none
    public static Selection of(ObjectNode directive, Collection<String> among, UnaryOperator<String> parent) {
        Set<String> known = new LinkedHashSet<>(among);
        List<Missing> missing = new ArrayList<>();
        boolean all = directive.has("include-all") || !directive.has("include-controls");
        Set<String> wanted = all
                ? new LinkedHashSet<>(known)
                : chosen(directive.objects("include-controls"), known, parent, missing);
        Set<String> excluded = chosen(directive.objects("exclude-controls"), known, parent, missing);
        Set<String> ids = new LinkedHashSet<>(known);
        ids.removeIf(id -> !wanted.contains(id) || excluded.contains(id));
        return new Selection(ids, missing);
    }

    private static Set<String> chosen(
            List<ObjectNode> choices, Set<String> known, UnaryOperator<String> parent, List<Missing> missing) {
        Set<String> chosen = new LinkedHashSet<>();
        for (ObjectNode choice : choices) {
            Stopped.ifAsked();
            Set<String> these = new LinkedHashSet<>();
            for (String id : Prose.texts(choice, "with-ids")) {
                if (known.contains(id)) {
                    these.add(id);
                } else {
                    missing.add(new Missing(id, choice));
                }
            }
            for (ObjectNode matching : choice.objects("matching")) {
                Stopped.ifAsked();
                String glob = matching.text("pattern").orElse("");
                known.stream().filter(id -> matches(glob, id)).forEach(these::add);
            }
            if (choice.text("with-child-controls").equals(Optional.of("yes"))) {
                // Parents stand before their children, so one pass reaches all descendants.
                known.stream().filter(id -> these.contains(parent.apply(id))).forEach(these::add);
            }
            chosen.addAll(these);
        }
        return chosen;
    }

    /// Without regular expressions, whose time a stranger's pattern could stretch.
    static boolean matches(String glob, String id) {
        int g = 0;
        int i = 0;
        int star = -1;
        int mark = 0;
        while (i < id.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                mark = i;
            } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == id.charAt(i))) {
                g++;
                i++;
            } else if (star >= 0) {
                g = star + 1;
                i = ++mark;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
