package dev.postern.oscal.changes;

import java.util.List;

/// Something that is not the same in both documents.
///
/// @param what control, parameter, alteration or place
/// @param id of a control or parameter; in other documents a path
/// @param related where a withdrawn control went, or where an added one came from
public record Change(
        Kind kind, String what, String id, String title, List<String> related, List<Difference> differences) {
    public Change {
        related = List.copyOf(related);
        differences = List.copyOf(differences);
    }

    /// What became of it.
    public enum Kind {
        ADDED,
        REMOVED,
        /// No longer in force; what is related says where it went.
        WITHDRAWN,
        CHANGED
    }

    /// What became of a control.
    static Change of(Kind kind, String id, String title, List<String> related) {
        return new Change(kind, "control", id, title, related, List.of());
    }
}
