package dev.postern.relay;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads response heads from the upstream's bytes. The upstream is not trusted with our connection either.
final class ResponseParser {
    private static final int MAX_HEAD_BYTES = 32 * 1024;
    private static final int MAX_FIELDS = 200;
    private static final int MAX_INTERIM = 8;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?");

    private final HeadLines lines = new HeadLines(MAX_HEAD_BYTES, MAX_FIELDS, 502);
    private final boolean toHead;
    private int interim;

    /// @param toHead whether the request was HEAD, whose response has no body
    ResponseParser(boolean toHead) {
        this.toHead = toHead;
    }

    /// The final response's head, or null while it is not whole; interim responses (1xx) are dropped.
    @Nullable
    ResponseHead read(ByteBuffer in) throws MalformedMessage {
        for (List<String> head = lines.read(in); head != null; head = lines.read(in)) {
            int status = status(head.get(0));
            if (status >= 200) {
                return parse(head, status);
            }
            if (status == 101 || ++interim > MAX_INTERIM) {
                throw new MalformedMessage(502, "interim", "the upstream switched protocols or sends 1xx for ever");
            }
        }
        return null;
    }

    private static int status(String line) throws MalformedMessage {
        boolean sound = STATUS_LINE.matcher(line).matches() && HttpGrammar.isFieldValue(line);
        if (!sound) {
            throw new MalformedMessage(502, "status_line", "the upstream's status line is not HTTP/1.1");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private ResponseHead parse(List<String> head, int status) throws MalformedMessage {
        Fields fields = HeadLines.fields(head);
        Framing declared = FramingRule.of(fields, new Framing.UntilClose());
        boolean bodiless = toHead || status == 204 || status == 304;
        Framing framing = bodiless ? new Framing.None() : declared;
        boolean keepAlive = head.get(0).startsWith("HTTP/1.1") && !HopByHop.connectionHas(fields, "close");
        String hint = fields.first("Keep-Alive").orElse("");
        return new ResponseHead(status, HopByHop.strip(fields), framing, keepAlive, hint);
    }
}
