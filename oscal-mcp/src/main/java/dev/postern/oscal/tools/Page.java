package dev.postern.oscal.tools;

import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.tree.ObjectBuilder;
import java.util.List;

/// A piece of a long list; `next` says where the rest begins.
///
/// @param next the offset of what follows, or -1 where nothing does
record Page<T>(List<T> items, int next) {
    static final Kind OFFSET = new Kind.Whole(0, 10_000_000);

    static <T> Page<T> of(List<T> all, Arguments arguments, int size) {
        int start = Math.min(arguments.whole("offset", 0), all.size());
        int end = Math.min(all.size(), start + arguments.whole("limit", size));
        return new Page<>(List.copyOf(all.subList(start, end)), end < all.size() ? end : -1);
    }

    ObjectBuilder end(ObjectBuilder result) {
        return next < 0 ? result : result.put("next", next);
    }

    String more() {
        return next < 0 ? "" : "\n… more with offset=" + next;
    }
}
