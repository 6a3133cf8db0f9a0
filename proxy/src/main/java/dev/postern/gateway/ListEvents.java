package dev.postern.gateway;

import dev.postern.mcp.ListCutter;
import dev.postern.mcp.McpMessage;
import dev.postern.relay.BodyFilter;
import dev.postern.relay.UnfitBody;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.BiPredicate;

/// A stream of events of which any may hold a list. Nothing is held but a list's element that is not whole.
final class ListEvents implements BodyFilter {
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /// Where in a line the next byte is.
    private enum Place {
        NAME,
        AFTER_COLON,
        DATA,
        OTHER
    }

    private final ListCutter cutter;
    private final ListAnswer.Refused refused;
    private Place place = Place.NAME;
    private int position;
    private boolean isData = true;
    private boolean afterReturn;

    /// How much of a byte order mark came; a stream may begin with one, which is no part of its first line.
    private int marks;

    private boolean first = true;

    ListEvents(BiPredicate<McpMessage.Kind, String> keeps, ListAnswer.Refused refused) {
        cutter = new ListCutter(keeps);
        this.refused = refused;
    }

    @Override
    public boolean wantsWhole() {
        return false;
    }

    @Override
    public void take(ByteBuffer piece, ByteArrayOutputStream out) throws UnfitBody {
        while (piece.hasRemaining()) {
            if (place != Place.DATA || !cutter.takePlain(piece)) {
                take(piece.get());
            }
        }
        if (cutter.isOverfull()) {
            refuse("list_size", "an element of a list has more than 1 MiB");
        }
        cutter.drainTo(out);
    }

    private void take(byte b) throws UnfitBody {
        boolean secondOfEnd = afterReturn && b == '\n';
        afterReturn = b == '\r';
        if (secondOfEnd) {
            cutter.pass(b);
        } else if (b == '\n' || b == '\r') {
            endLine(b);
        } else {
            takeOfLine(b);
        }
    }

    private void takeOfLine(byte b) throws UnfitBody {
        switch (place) {
            case NAME -> takeOfName(b);
            case AFTER_COLON -> {
                place = isData ? Place.DATA : Place.OTHER;
                if (b == ' ' || place == Place.OTHER) {
                    cutter.pass(b);
                } else {
                    cutter.take(b);
                }
            }
            case DATA -> cutter.take(b);
            case OTHER -> cutter.pass(b);
        }
    }

    private void takeOfName(byte b) throws UnfitBody {
        if (first && position == 0 && marks < MARK.length && b == MARK[marks]) {
            marks++;
        } else if (b == ':') {
            isData &= position == DATA.length;
            place = Place.AFTER_COLON;
            if (!isData) {
                refuseWhileHolding();
            }
        } else {
            isData &= position < DATA.length && b == DATA[position];
            position++;
        }
        cutter.pass(b);
    }

    private void endLine(byte b) throws UnfitBody {
        if (place == Place.NAME && position == 0) {
            refuseWhileHolding();
            cutter.endText();
        }
        cutter.pass(b);
        place = Place.NAME;
        position = 0;
        isData = true;
        first = false;
    }

    /// A line that is not data would be cut with the element that it interrupts.
    private void refuseWhileHolding() throws UnfitBody {
        if (cutter.isHolding()) {
            refuse("list_malformed", "an event that holds a list is no JSON text");
        }
    }

    private void refuse(String reason, String sentence) throws UnfitBody {
        refused.because(reason, sentence);
        throw new UnfitBody();
    }

    /// What is held of an event that did not end is no event, and dropped by any client.
    @Override
    public void end(ByteArrayOutputStream out) {
        cutter.endText();
    }
}
