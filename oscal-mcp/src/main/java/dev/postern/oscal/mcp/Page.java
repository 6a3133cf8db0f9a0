package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.List;

/// A list that is told in pieces; the cursor is the place of the next one.
record Page(String name, List<ObjectNode> all) {
    private static final int SIZE = 100;

    Answer at(ObjectNode params) {
        int start = start(params.text("cursor").orElse("0"));
        if (start < 0 || (start > 0 && start >= all.size())) {
            return Answer.failure(RpcError.INVALID_PARAMS, "params.cursor is none that this server gave.");
        }
        int end = Math.min(all.size(), start + SIZE);
        ObjectBuilder page = new ObjectBuilder().put(name, all.subList(start, end));
        if (end < all.size()) {
            page.put("nextCursor", Integer.toString(end));
        }
        return new Answer.Result(page.build());
    }

    private static int start(String cursor) {
        return cursor.matches("\\d{1,7}") ? Integer.parseInt(cursor) : -1;
    }
}
