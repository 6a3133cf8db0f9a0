package dev.postern.relay;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads request heads from one client's bytes, strictly (RFC 9112): what is ambiguous is refused, never repaired.
final class RequestParser {
    static final int MAX_HEAD_BYTES = 32 * 1024;
    private static final int MAX_FIELDS = 100;
    private static final int MAX_METHOD = 32;
    private static final int MAX_TARGET = 8 * 1024;

    /// Fields that mean nothing, or anything, when they come twice.
    private static final List<FieldName> ONCE = List.of(
            FieldName.HOST,
            FieldName.ORIGIN,
            FieldName.CONTENT_TYPE,
            FieldName.CONTENT_ENCODING,
            FieldName.EXPECT,
            FieldName.MCP_PROTOCOL_VERSION,
            FieldName.MCP_SESSION_ID,
            FieldName.MCP_METHOD,
            FieldName.MCP_NAME,
            FieldName.LAST_EVENT_ID);

    private final HeadLines lines;

    /// @param memory of the fields that came lately
    RequestParser(LineMemory<Fields.Field> memory) {
        lines = new HeadLines(MAX_HEAD_BYTES, MAX_FIELDS, 431, memory);
    }

    /// The next head, or null while it is not whole.
    @Nullable
    RequestHead read(ByteBuffer in) throws MalformedMessage {
        skipEmptyLine(in);
        byte[] head = lines.read(in);
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
        return first == '\r' || HttpGrammar.isTokenCharacter(first);
    }

    private RequestHead parse(byte[] head) throws MalformedMessage {
        int lineEnd = HeadLines.lineEnd(head, 0);
        String[] line = requestLine(HeadLines.text(head, 0, lineEnd));
        Fields fields = lines.fields(head, lineEnd);
        checkOnce(fields);
        String host = host(fields);
        RequestTarget target = RequestTarget.parse(line[0], line[1], host);
        Framing framing = FramingRule.of(fields, new Framing.None());
        checkUpgrade(fields);
        boolean keepAlive = !HopByHop.connectionHas(fields, "close");
        return new RequestHead(line[0], target, fields, framing, keepAlive, expectsContinue(fields));
    }

    /// Method and target.
    private static String[] requestLine(String line) throws MalformedMessage {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        String method = first < 0 ? "" : line.substring(0, first);
        if (second < 0 || line.indexOf(' ', second + 1) >= 0 || !HttpGrammar.isToken(method) || first > MAX_METHOD) {
            throw new MalformedMessage(400, "request_line", "the request line is not method, target and version");
        }
        String target = line.substring(first + 1, second);
        checkVersion(line.substring(second + 1));
        if (target.length() > MAX_TARGET) {
            throw new MalformedMessage(414, "target_size", "the request target is longer than " + MAX_TARGET);
        }
        return new String[] {method, target};
    }

    private static void checkVersion(String version) throws MalformedMessage {
        if (!version.equals("HTTP/1.1")) {
            throw version.matches("HTTP/[0-9]\\.[0-9]")
                    ? new MalformedMessage(505, "version", "only HTTP/1.1 is spoken here")
                    : new MalformedMessage(400, "request_line", "the request line does not end with an HTTP version");
        }
    }

    private static void checkOnce(Fields fields) throws MalformedMessage {
        for (FieldName name : ONCE) {
            if (fields.repeats(name)) {
                throw new MalformedMessage(
                        400, "doubled_field", "the field " + name.key() + " is there more than once");
            }
        }
    }

    private static String host(Fields fields) throws MalformedMessage {
        String host = fields.first(FieldName.HOST).orElse("");
        if (!HttpGrammar.isAuthority(host)) {
            throw new MalformedMessage(400, "host", "there is not exactly one sound Host field");
        }
        return host;
    }

    /// No protocol is switched to. The offer of HTTP/2 that some clients make of themselves is passed over.
    private static void checkUpgrade(Fields fields) throws MalformedMessage {
        for (String protocol : fields.all(FieldName.UPGRADE)) {
            if (!protocol.toLowerCase(Locale.ROOT).equals("h2c")) {
                throw new MalformedMessage(400, "upgrade", "no other protocol is spoken here");
            }
        }
    }

    private static boolean expectsContinue(Fields fields) throws MalformedMessage {
        String expect = fields.first(FieldName.EXPECT).orElse("");
        if (!expect.isEmpty() && !expect.toLowerCase(Locale.ROOT).equals("100-continue")) {
            throw new MalformedMessage(417, "expect", "the only expectation met here is 100-continue");
        }
        return !expect.isEmpty();
    }
}
