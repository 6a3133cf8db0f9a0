package dev.postern.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes a message's head out of a buffer line by line, once it is there whole. Lines end with CRLF and nothing else
/// (RFC 9112 §2.2 lets a recipient take a bare LF; two recipients that disagree on it are how smuggling works).
final class HeadLines {
    private final int maxBytes;
    private final int maxFields;
    private final int tooLarge;
    private int scanned;

    /// @param tooLarge the status for a head over a limit
    HeadLines(int maxBytes, int maxFields, int tooLarge) {
        this.maxBytes = maxBytes;
        this.maxFields = maxFields;
        this.tooLarge = tooLarge;
    }

    /// The head's lines without the empty one, or null while it is not whole. Consumes the head only.
    ///
    /// @param in its bytes between position and limit
    @Nullable
    List<String> read(ByteBuffer in) throws MalformedMessage {
        int end = findEnd(in);
        if (end < 0) {
            if (in.remaining() >= maxBytes) {
                throw new MalformedMessage(
                        tooLarge, "head_size", "the header fields are larger than " + maxBytes + " bytes");
            }
            return null;
        }
        byte[] head = new byte[end];
        in.get(head);
        in.position(in.position() + 2);
        scanned = 0;
        return split(head);
    }

    /// Forgets what was looked at, because the caller moved the buffer's position.
    void restart() {
        scanned = 0;
    }

    /// How many bytes come before the empty line, that line's own CRLF left out; -1 where it is not there yet.
    private int findEnd(ByteBuffer in) throws MalformedMessage {
        int start = in.position();
        for (int i = start + scanned; i < in.limit(); i++) {
            byte b = in.get(i);
            if (b == '\n' && (i == start || in.get(i - 1) != '\r')) {
                throw new MalformedMessage(400, "line_end", "a line of the head does not end with CRLF");
            }
            if (b != '\n' && i > start && in.get(i - 1) == '\r') {
                throw new MalformedMessage(400, "line_end", "a carriage return stands alone in the head");
            }
            if (b == '\n' && i - start >= 3 && in.get(i - 2) == '\n') {
                if (i - start + 1 > maxBytes) {
                    throw new MalformedMessage(
                            tooLarge, "head_size", "the header fields are larger than " + maxBytes + " bytes");
                }
                return i - 1 - start;
            }
        }
        scanned = in.remaining();
        return -1;
    }

    private List<String> split(byte[] head) throws MalformedMessage {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < head.length; i++) {
            if (head[i] == '\n') {
                lines.add(new String(head, start, i - 1 - start, StandardCharsets.ISO_8859_1));
                start = i + 1;
            }
        }
        if (lines.size() > maxFields + 1) {
            throw new MalformedMessage(tooLarge, "head_size", "there are more than " + maxFields + " header fields");
        }
        return lines;
    }

    /// The fields of a head's lines, the first line left out.
    static Fields fields(List<String> lines) throws MalformedMessage {
        List<Fields.Field> fields = new ArrayList<>(lines.size());
        for (String line : lines.subList(1, lines.size())) {
            fields.add(field(line));
        }
        return new Fields(fields);
    }

    private static Fields.Field field(String line) throws MalformedMessage {
        int colon = line.indexOf(':');
        if (colon < 0 || !HttpGrammar.isToken(line.substring(0, colon))) {
            throw new MalformedMessage(400, "field_name", "a header field's name is not a token followed by a colon");
        }
        String value = trim(line.substring(colon + 1));
        if (!HttpGrammar.isFieldValue(value)) {
            throw new MalformedMessage(400, "field_value", "a header field's value has a control character");
        }
        return new Fields.Field(line.substring(0, colon), value);
    }

    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
