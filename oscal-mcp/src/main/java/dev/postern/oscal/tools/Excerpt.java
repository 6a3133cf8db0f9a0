package dev.postern.oscal.tools;

import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Kind;
import dev.postern.oscal.mcp.Parameter;
import dev.postern.oscal.tree.ObjectBuilder;

/// A piece of a long text; the pieces one after the other are the text.
///
/// @param next the offset of what follows, or -1 where nothing does
record Excerpt(String text, int next) {
    static final Parameter MOST = Parameter.optional(
            "max_characters", "How much of the text to give at once (default 40000).", new Kind.Whole(1_000, 200_000));
    private static final int DEFAULT = 40_000;

    static Excerpt of(String whole, Arguments arguments) {
        return of(whole, arguments.whole("offset", 0), arguments.whole("max_characters", DEFAULT));
    }

    static Excerpt of(String whole, int offset, int most) {
        int start = boundary(whole, Math.min(offset, whole.length()));
        int end = boundary(whole, Math.min(whole.length(), start + most));
        return new Excerpt(whole.substring(start, end), end < whole.length() ? end : -1);
    }

    /// Not between the two halves of a character.
    private static int boundary(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    ObjectBuilder end(ObjectBuilder result) {
        result.put("content", text);
        return next < 0 ? result : result.put("next", next);
    }

    String more() {
        return next < 0 ? "" : "\n… more with offset=" + next;
    }
}
