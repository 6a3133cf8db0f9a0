package dev.postern.relay;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads request heads from one client's bytes, strictly (RFC 9112): what is ambiguous is refused, never repaired.
final class RequestParser {
    static final int MAX_HEAD_BYTES = 32 * 1024;
    private static final int MAX_FIELDS = 100;
    private static final int MAX_TARGET = 8 * 1024;

    /// Fields that mean nothing, or anything, when they come twice.
    private static final Set<String> ONCE = Set.of(
            "host",
            "origin",
            "content-type",
            "content-encoding",
            "expect",
            "mcp-protocol-version",
            "mcp-session-id",
            "mcp-method",
            "mcp-name",
            "last-event-id");

    private final HeadLines lines = new HeadLines(MAX_HEAD_BYTES, MAX_FIELDS, 431);

    /// The next head, or null while it is not whole.
    @Nullable
    RequestHead read(ByteBuffer in) throws MalformedMessage {
        skipEmptyLine(in);
        List<String> head = lines.read(in);
        return head == null ? null : parse(head);
    }

    /// An empty line before a request is passed over once (RFC 9112 §2.2).
    private void skipEmptyLine(ByteBuffer in) throws MalformedMessage {
        int start = in.position();
        if (in.remaining() > 2 && in.get(start) == '\r' && in.get(start + 1) == '\n' && in.get(start + 2) != '\r') {
            in.position(start + 2);
            lines.restart();
        }
        if (in.hasRemaining() && !mayBegin(in.get(in.position()))) {
            throw new MalformedMessage(400, "request_line", "the request does not begin with a method");
        }
    }

    private static boolean mayBegin(byte first) {
        return first == '\r' || HttpGrammar.isToken(String.valueOf((char) (first & 0xff)));
    }

    private static RequestHead parse(List<String> lines) throws MalformedMessage {
        String[] line = requestLine(lines.get(0));
        Fields fields = HeadLines.fields(lines);
        checkOnce(fields);
        String host = host(fields);
        RequestTarget target = RequestTarget.parse(line[0], line[1], host);
        Framing framing = FramingRule.of(fields, new Framing.None());
        checkUpgrade(fields);
        boolean keepAlive = !HopByHop.connectionHas(fields, "close");
        return new RequestHead(line[0], target, fields, framing, keepAlive, expectsContinue(fields));
    }

    private static String[] requestLine(String line) throws MalformedMessage {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !HttpGrammar.isToken(parts[0]) || parts[0].length() > 32) {
            throw new MalformedMessage(400, "request_line", "the request line is not method, target and version");
        }
        if (!parts[2].equals("HTTP/1.1")) {
            throw parts[2].matches("HTTP/[0-9]\\.[0-9]")
                    ? new MalformedMessage(505, "version", "only HTTP/1.1 is spoken here")
                    : new MalformedMessage(400, "request_line", "the request line does not end with an HTTP version");
        }
        if (parts[1].length() > MAX_TARGET) {
            throw new MalformedMessage(414, "target_size", "the request target is longer than " + MAX_TARGET);
        }
        return parts;
    }

    private static void checkOnce(Fields fields) throws MalformedMessage {
        for (String name : ONCE) {
            if (fields.count(name) > 1) {
                throw new MalformedMessage(400, "doubled_field", "the field " + name + " is there more than once");
            }
        }
    }

    private static String host(Fields fields) throws MalformedMessage {
        String host = fields.first("Host").orElse("");
        if (!HttpGrammar.isAuthority(host)) {
            throw new MalformedMessage(400, "host", "there is not exactly one sound Host field");
        }
        return host;
    }

    /// No protocol is switched to. The offer of HTTP/2 that some clients make of themselves is passed over.
    private static void checkUpgrade(Fields fields) throws MalformedMessage {
        for (String protocol : fields.all("Upgrade")) {
            if (!protocol.toLowerCase(Locale.ROOT).equals("h2c")) {
                throw new MalformedMessage(400, "upgrade", "no other protocol is spoken here");
            }
        }
    }

    private static boolean expectsContinue(Fields fields) throws MalformedMessage {
        String expect = fields.first("Expect").orElse("");
        if (!expect.isEmpty() && !expect.toLowerCase(Locale.ROOT).equals("100-continue")) {
            throw new MalformedMessage(417, "expect", "the only expectation met here is 100-continue");
        }
        return !expect.isEmpty();
    }
}
