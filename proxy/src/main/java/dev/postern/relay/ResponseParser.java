package dev.postern.relay;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads response heads from the upstream's bytes. The upstream is not trusted with our connection either.
final class ResponseParser {
    private static final int MAX_HEAD_BYTES = 32 * 1024;
    private static final int MAX_FIELDS = 200;
    private static final int MAX_INTERIM = 8;

    private final HeadLines lines;
    private final boolean toHead;
    private int interim;

    /// @param toHead whether the request was HEAD, whose response has no body
    /// @param memory of the fields that came lately
    ResponseParser(boolean toHead, LineMemory<Fields.Field> memory) {
        this.toHead = toHead;
        lines = new HeadLines(MAX_HEAD_BYTES, MAX_FIELDS, 502, memory);
    }

    /// The final response's head, or null while it is not whole; interim responses (1xx) are dropped.
    @Nullable
    ResponseHead read(ByteBuffer in) throws MalformedMessage {
        for (byte[] head = lines.read(in); head != null; head = lines.read(in)) {
            int lineEnd = HeadLines.lineEnd(head, 0);
            String line = HeadLines.text(head, 0, lineEnd);
            int status = status(line);
            if (status >= 200) {
                return parse(line, lines.fields(head, lineEnd), status);
            }
            if (status == 101 || ++interim > MAX_INTERIM) {
                throw new MalformedMessage(502, "interim", "the upstream switched protocols or sends 1xx for ever");
            }
        }
        return null;
    }

    private static int status(String line) throws MalformedMessage {
        boolean sound = line.length() >= 12
                && (line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 "))
                && (line.length() == 12 || line.charAt(12) == ' ')
                && HttpGrammar.isFieldValue(line);
        int status = sound ? number(line) : 0;
        if (status < 100 || status > 599) {
            throw new MalformedMessage(502, "status_line", "the upstream's status line is not HTTP/1.1");
        }
        return status;
    }

    /// The three digits after the version, 0 where that is not what they are.
    private static int number(String line) {
        String digits = line.substring(9, 12);
        return HttpGrammar.isDigits(digits, 3) ? Integer.parseInt(digits) : 0;
    }

    private ResponseHead parse(String line, Fields fields, int status) throws MalformedMessage {
        Framing declared = FramingRule.of(fields, new Framing.UntilClose());
        boolean bodiless = toHead || status == 204 || status == 304;
        Framing framing = bodiless ? new Framing.None() : declared;
        boolean keepAlive = line.startsWith("HTTP/1.1") && !HopByHop.connectionHas(fields, "close");
        String hint = fields.first(FieldName.KEEP_ALIVE).orElse("");
        return new ResponseHead(status, HopByHop.strip(fields), framing, keepAlive, hint);
    }
}
