package dev.postern.oscal.references;

import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Pointer;
import dev.postern.oscal.tree.Stopped;

/// Every object of a tree, outer before inner, in the document's order.
final class Walk {
    private Walk() {}

    /// What is done with each.
    interface Visitor {
        /// Called for one object.
        ///
        /// @param member the name under which it stands, or the array it is in
        void object(ObjectNode object, String member, String path);
    }

    static void over(ObjectNode root, String member, String path, Visitor visitor) {
        Stopped.ifAsked();
        visitor.object(root, member, path);
        root.members().forEach((name, value) -> into(value, name, Pointer.child(path, name), visitor));
    }

    private static void into(Node value, String member, String path, Visitor visitor) {
        if (value instanceof ObjectNode object) {
            over(object, member, path, visitor);
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.items().size(); i++) {
                into(array.items().get(i), member, Pointer.item(path, i), visitor);
            }
        }
    }
}
