package dev.postern.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Request heads: one meaning or none, wherever the bytes were split on their way.
class RequestParserTest {
    /// @param reason what the log is told
    record Refused(String name, String head, int status, String reason) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Refused field(String field, int status, String reason) {
        return new Refused("field " + field, "POST /mcp HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n", status, reason);
    }

    private static Refused line(String line, int status, String reason) {
        return new Refused("line " + line, line + "\r\nHost: a\r\n\r\n", status, reason);
    }

    private static Refused target(String target) {
        return line("GET " + target + " HTTP/1.1", 400, "target");
    }

    private static Refused bare(String name, String head, int status, String reason) {
        return new Refused(name, head, status, reason);
    }

    static Stream<Refused> framing() {
        return Stream.of(
                field("Content-Length: 5\r\nTransfer-Encoding: chunked", 400, "framing"),
                field("Transfer-Encoding: chunked\r\nContent-Length: 0", 400, "framing"),
                field("Content-Length: 5\r\nContent-Length: 5", 400, "framing"),
                field("Content-Length: 5\r\ncontent-length: 6", 400, "framing"),
                field("Content-Length: 5, 5", 400, "framing"),
                field("Content-Length: 5,6", 400, "framing"),
                field("Content-Length: +5", 400, "framing"),
                field("Content-Length: -0", 400, "framing"),
                field("Content-Length: 5 5", 400, "framing"),
                field("Content-Length: 0x5", 400, "framing"),
                field("Content-Length: 5e0", 400, "framing"),
                field("Content-Length: 5.0", 400, "framing"),
                field("Content-Length: 5;", 400, "framing"),
                field("Content-Length: \"5\"", 400, "framing"),
                field("Content-Length:", 400, "framing"),
                field("Content-Length: \u0085" + "5", 400, "framing"),
                field("Content-Length: \u00b2", 400, "framing"),
                field("Content-Length: 1000000000000000", 400, "framing"),
                field("Content-Length: 18446744073709551617", 400, "framing"),
                field("Transfer-Encoding:", 400, "framing"),
                field("Transfer-Encoding: gzip, chunked", 400, "framing"),
                field("Transfer-Encoding: chunked, gzip", 400, "framing"),
                field("Transfer-Encoding: chunked, chunked", 400, "framing"),
                field("Transfer-Encoding: chunked, identity", 400, "framing"),
                field("Transfer-Encoding: chunked,", 400, "framing"),
                field("Transfer-Encoding: ,chunked", 400, "framing"),
                field("Transfer-Encoding: chunked;q=1", 400, "framing"),
                field("Transfer-Encoding: \"chunked\"", 400, "framing"),
                field("Transfer-Encoding: chun ked", 400, "framing"),
                field("Transfer-Encoding: chunked\u00a0", 400, "framing"),
                field("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 400, "framing"),
                field("Transfer-Encoding: chunked\r\nTransfer-encoding: identity", 400, "framing"),
                field("Transfer-Encoding: gzip", 501, "framing"),
                field("Transfer-Encoding: identity", 501, "framing"),
                field("Transfer-Encoding: xchunked", 501, "framing"),
                field("Transfer-Encoding: \u000bchunked", 400, "field_value"),
                field("Transfer-Encoding:\tchunked\u0000", 400, "field_value"));
    }

    static Stream<Refused> fields() {
        return Stream.of(
                field("X-A : 1", 400, "field_name"),
                field("Transfer-Encoding : chunked", 400, "field_name"),
                field("Content-Length\t: 5", 400, "field_name"),
                field(" X-A: 1", 400, "field_name"),
                field("\tX-A: 1", 400, "field_name"),
                field("X-A: 1\r\n folded", 400, "field_name"),
                field("X-A: 1\r\n\tContent-Length: 5", 400, "field_name"),
                field("X-A", 400, "field_name"),
                field(": 1", 400, "field_name"),
                field("X(A): 1", 400, "field_name"),
                field("X@A: 1", 400, "field_name"),
                field("X\u00e4: 1", 400, "field_name"),
                field("X\u0000A: 1", 400, "field_name"),
                field("\"X\": 1", 400, "field_name"),
                field("X-A: 1\u00002", 400, "field_value"),
                field("X-A: \u0001", 400, "field_value"),
                field("X-A: \u001b[31m", 400, "field_value"),
                field("X-A: \u007f", 400, "field_value"),
                field("X-A: 1\nX-B: 2", 400, "line_end"),
                field("X-A: 1\rX-B: 2", 400, "line_end"),
                field("X-A: 1\r\r\nX-B: 2", 400, "line_end"),
                field("X-A: 1\n\r\nX-B: 2", 400, "line_end"),
                field("Host: a", 400, "doubled_field"),
                field("host: b", 400, "doubled_field"),
                field("Origin: https://a\r\nOrigin: https://b", 400, "doubled_field"),
                field("Content-Type: a/b\r\nContent-Type: c/d", 400, "doubled_field"),
                field("Mcp-Session-Id: 1\r\nMCP-SESSION-ID: 2", 400, "doubled_field"),
                field("Mcp-Method: a\r\nMcp-Method: a", 400, "doubled_field"),
                field("Mcp-Name: a\r\nMcp-Name: b", 400, "doubled_field"),
                field("MCP-Protocol-Version: a\r\nMCP-Protocol-Version: b", 400, "doubled_field"),
                field("Last-Event-ID: a\r\nLast-Event-ID: b", 400, "doubled_field"),
                field("Expect: 100-continue\r\nExpect: 100-continue", 400, "doubled_field"),
                field("Expect: 200-ok", 417, "expect"),
                field("Upgrade: websocket", 400, "upgrade"),
                field("Upgrade: h2c, websocket", 400, "upgrade"),
                field("Upgrade: h2c\r\nUpgrade: websocket", 400, "upgrade"),
                field("X-A: 1\r\n".repeat(100).strip(), 431, "head_size"));
    }

    static Stream<Refused> lines() {
        return Stream.of(
                line("GET /mcp HTTP/1.0", 505, "version"),
                line("GET /mcp HTTP/0.9", 505, "version"),
                line("GET /mcp HTTP/1.2", 505, "version"),
                line("GET /mcp HTTP/2.0", 505, "version"),
                line("PRI * HTTP/2.0", 505, "version"),
                line("GET /mcp HTTP/1.10", 400, "request_line"),
                line("GET /mcp HTTP/01.1", 400, "request_line"),
                line("GET /mcp HTTP/1.1 ", 400, "request_line"),
                line("GET /mcp http/1.1", 400, "request_line"),
                line("GET /mcp", 400, "request_line"),
                line("GET", 400, "request_line"),
                line("GET  /mcp HTTP/1.1", 400, "request_line"),
                line("GET /mcp  HTTP/1.1", 400, "request_line"),
                line("GET\t/mcp\tHTTP/1.1", 400, "request_line"),
                line("GET /mcp /x HTTP/1.1", 400, "request_line"),
                line(" GET /mcp HTTP/1.1", 400, "request_line"),
                line("G(T /mcp HTTP/1.1", 400, "request_line"),
                line("G".repeat(33) + " /mcp HTTP/1.1", 400, "request_line"),
                line("\u0016\u0003\u0001", 400, "request_line"),
                line("GET /" + "a".repeat(8 * 1024) + " HTTP/1.1", 414, "target_size"),
                bare("two empty lines first", "\r\n\r\nGET /mcp HTTP/1.1\r\nHost: a\r\n\r\n", 400, "request_line"),
                bare("a bare feed first", "\nGET /mcp HTTP/1.1\r\nHost: a\r\n\r\n", 400, "request_line"),
                bare("no host", "GET /mcp HTTP/1.1\r\n\r\n", 400, "host"),
                bare("an empty host", "GET /mcp HTTP/1.1\r\nHost: \r\n\r\n", 400, "host"),
                bare("two hosts in one", "GET /mcp HTTP/1.1\r\nHost: a, b\r\n\r\n", 400, "host"),
                bare("a host with a user", "GET /mcp HTTP/1.1\r\nHost: u@a\r\n\r\n", 400, "host"),
                bare("a host with a path", "GET /mcp HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, "host"),
                bare("a host with a word for port", "GET /mcp HTTP/1.1\r\nHost: a:b\r\n\r\n", 400, "host"),
                bare("half an address for host", "GET /mcp HTTP/1.1\r\nHost: [::1\r\n\r\n", 400, "host"));
    }

    static Stream<Refused> targets() {
        return Stream.of(
                target("mcp"),
                target("*"),
                target("/mcp/.."),
                target("/../mcp"),
                target("/mcp/./x"),
                target("/%2e%2e/mcp"),
                target("/%2E/mcp"),
                target("/.%2e/mcp"),
                target("//mcp"),
                target("/mcp//x"),
                target("/mcp%2fx"),
                target("/mcp%2Fx"),
                target("/mcp%5cx"),
                target("/mcp%00"),
                target("/mcp%"),
                target("/mcp%2"),
                target("/mcp%zz"),
                target("/mcp\\x"),
                target("/mcp#x"),
                target("/mcp?a#x"),
                target("/mcp\u0000"),
                target("/mcp\u007f"),
                target("/mc\u00e9"),
                target("/mcp<x>"),
                target("ftp://a/mcp"),
                target("http:/a/mcp"),
                line("CONNECT a:80 HTTP/1.1", 400, "target"),
                line("GET http://b/mcp HTTP/1.1", 400, "authority"),
                line("GET http://a@b/mcp HTTP/1.1", 400, "authority"),
                line("GET https://a:443/mcp HTTP/1.1", 400, "authority"));
    }

    @ParameterizedTest
    @MethodSource({"framing", "fields", "lines", "targets"})
    void refusesWhateverTheSplit(Refused refused) {
        Pieces pieces = new Pieces(refused.head());
        for (int split = 0; split <= pieces.length(); split += stride(pieces)) {
            int at = split;
            assertThatThrownBy(() -> pieces.readSplitAt(at, new RequestParser(new LineMemory<>())::read))
                    .as("split at %d", at)
                    .isInstanceOfSatisfying(MalformedMessage.class, why -> {
                        assertThat(why.status()).isEqualTo(refused.status());
                        assertThat(why.reason()).isEqualTo(refused.reason());
                    });
        }
    }

    /// Every position of a short head, a hundred or so of a long one.
    private static int stride(Pieces pieces) {
        return 1 + pieces.length() / 200;
    }

    static final List<String> SOUND = List.of(
            "GET /mcp HTTP/1.1\r\nHost: a\r\n\r\n",
            "\r\nGET /mcp HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST /mcp?x=%20&y=[1] HTTP/1.1\r\nHost: a:8080\r\nContent-Length: 000000000000005\r\nX-A:\r\n\r\nhello",
            "DELETE /mcp HTTP/1.1\r\nhOST:\t[::1]:80 \t\r\nX-A: \u00e9 \t b\r\nX-A: 2\r\nTransfer-Encoding: Chunked\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: Close\r\nExpect: 100-Continue\r\n\r\n",
            "GET HTTP://A.example/mcp HTTP/1.1\r\nHost: a.EXAMPLE\r\n\r\n",
            "GET https://a HTTP/1.1\r\nHost: a\r\n\r\n",
            "!#$%&'*+-.^_`|~ / HTTP/1.1\r\nHost: a\r\n!#$%&'*+-.^_`|~09azAZ: \"()\r\n\r\n");

    @ParameterizedTest
    @FieldSource("SOUND")
    void readsTheSameWhateverTheSplit(String text) throws MalformedMessage {
        Pieces pieces = new Pieces(text);

        RequestHead whole = pieces.readSplitAt(pieces.length(), new RequestParser(new LineMemory<>())::read);

        assertThat(whole).isNotNull().isEqualTo(pieces.readByteByByte(new RequestParser(new LineMemory<>())::read));
        for (int split = 0; split < pieces.length(); split++) {
            assertThat(pieces.readSplitAt(split, new RequestParser(new LineMemory<>())::read))
                    .as("split at %d", split)
                    .isEqualTo(whole);
        }
    }

    private static RequestHead read(String head) throws MalformedMessage {
        RequestHead read = new Pieces(head).readSplitAt(0, new RequestParser(new LineMemory<>())::read);
        if (read == null) {
            throw new AssertionError("the head is not whole");
        }
        return read;
    }

    @Test
    void readsEveryPartOfAHead() throws MalformedMessage {
        RequestHead head =
                read("POST /mcp?a=b HTTP/1.1\r\nHost: a\r\nX-One:  1 \r\nx-one: 2\r\nExpect: 100-continue\r\n"
                        + "Connection: x, Close\r\nContent-Length: 7\r\n\r\n");

        assertThat(head.method()).isEqualTo("POST");
        assertThat(head.target()).isEqualTo(new RequestTarget("/mcp", "?a=b"));
        assertThat(head.fields().all(FieldName.of("X-ONE"))).containsExactly("1", "2");
        assertThat(head.framing()).isEqualTo(new Framing.Length(7));
        assertThat(head.keepAlive()).isFalse();
        assertThat(head.expectsContinue()).isTrue();
        assertThat(head.endToEndFields().lines())
                .extracting(Fields.Field::name)
                .containsExactly("Host", "X-One", "x-one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://a        | /      |
            http://a/       | /      |
            http://a/mcp?b  | /mcp   | ?b
            /mcp/%7Ex       | /mcp/%7Ex |
            /a.b/..c        | /a.b/..c |
            """)
    void readsAbsoluteAndOriginForms(String target, String path, @Nullable String query) throws MalformedMessage {
        assertThat(read("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").target())
                .isEqualTo(new RequestTarget(path, query == null ? "" : query));
    }

    @Test
    void takesNoByteBeyondTheHead() throws MalformedMessage {
        ByteBuffer in = ByteBuffer.wrap("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n!"
                .getBytes(StandardCharsets.ISO_8859_1));
        RequestParser parser = new RequestParser(new LineMemory<>());

        assertThat(parser.read(in)).extracting(RequestHead::target).isEqualTo(new RequestTarget("/", ""));
        assertThat(parser.read(in)).extracting(RequestHead::target).isEqualTo(new RequestTarget("/2", ""));
        assertThat(in.remaining()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void endsAHeadThatGrowsBeyondItsLimit(int excess) {
        String start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
        String endless = start + "a".repeat(RequestParser.MAX_HEAD_BYTES - start.length() + excess - 1);

        assertThatThrownBy(() -> read(endless))
                .isInstanceOfSatisfying(
                        MalformedMessage.class, why -> assertThat(why.status()).isEqualTo(431));
    }

    @Test
    void takesAHeadOfJustTheLimit() throws MalformedMessage {
        String start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
        String value = "a".repeat(RequestParser.MAX_HEAD_BYTES - start.length() - 4);

        assertThat(read(start + value + "\r\n\r\n").fields().first(FieldName.of("X")))
                .contains(value);
        assertThatThrownBy(() -> read(start + value + "a\r\n\r\n")).isInstanceOf(MalformedMessage.class);
    }
}
