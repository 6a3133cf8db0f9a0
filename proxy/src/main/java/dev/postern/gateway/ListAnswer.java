package dev.postern.gateway;

import dev.postern.mcp.ListCutter;
import dev.postern.mcp.McpMessage;
import dev.postern.relay.BodyFilter;
import dev.postern.relay.UnfitBody;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.BiPredicate;

/// An answer in JSON that may hold lists: it is cut while it comes, and told the client when it is known to be sound.
final class ListAnswer implements BodyFilter {
    /// Of an answer in one piece.
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    /// Who is told why an answer may not pass.
    @FunctionalInterface
    interface Refused {
        void because(String reason, String sentence);
    }

    private final ListCutter cutter;
    private final boolean strict;
    private final Refused refused;
    private int bytes;

    /// @param strict whether the body must be a JSON text; empty ones pass in any case
    ListAnswer(BiPredicate<McpMessage.Kind, String> keeps, boolean strict, Refused refused) {
        cutter = new ListCutter(keeps);
        this.strict = strict;
        this.refused = refused;
    }

    @Override
    public boolean wantsWhole() {
        return true;
    }

    @Override
    public void take(ByteBuffer piece, ByteArrayOutputStream out) throws UnfitBody {
        bytes += piece.remaining();
        if (bytes > MOST_BYTES) {
            refused.because("list_size", "an answer that may hold a list has more than 4 MiB");
            throw new UnfitBody();
        }
        while (piece.hasRemaining()) {
            if (!cutter.takePlain(piece)) {
                cutter.take(piece.get());
            }
        }
        if (cutter.isOverfull()) {
            refused.because("list_size", "an element of a list has more than 1 MiB");
            throw new UnfitBody();
        }
        cutter.drainTo(out);
    }

    @Override
    public void end(ByteArrayOutputStream out) throws UnfitBody {
        boolean holding = cutter.isHolding();
        boolean whole = cutter.endText();
        if (holding || (strict && !whole && bytes > 0)) {
            refused.because("list_malformed", "an answer that may hold a list is no JSON text");
            throw new UnfitBody();
        }
    }

    /// An answer to a request for a list that nobody can look into.
    record Unreadable(Refused refused) implements BodyFilter {
        @Override
        public boolean wantsWhole() {
            return true;
        }

        @Override
        public void take(ByteBuffer piece, ByteArrayOutputStream out) throws UnfitBody {
            if (piece.hasRemaining()) {
                refused.because("list_coding", "an answer that may hold a list is neither plain JSON nor plain events");
                throw new UnfitBody();
            }
        }

        @Override
        public void end(ByteArrayOutputStream out) {}
    }
}
