package dev.postern.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// Response heads: the upstream is read as strictly as a client.
class ResponseParserTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    static final List<String> REFUSED = List.of(
            "garbage\r\n\r\n",
            "\r\n\r\n",
            "\r\nHTTP/1.1 200 OK\r\n\r\n",
            "HTTP/2.0 200 OK\r\n\r\n",
            "http/1.1 200 OK\r\n\r\n",
            "HTTP/1.1  200 OK\r\n\r\n",
            "HTTP/1.1 99 Odd\r\n\r\n",
            "HTTP/1.1 600 Odd\r\n\r\n",
            "HTTP/1.1 2000 Odd\r\n\r\n",
            "HTTP/1.1 2OO OK\r\n\r\n",
            "HTTP/1.1 200\tOK\r\n\r\n",
            "HTTP/1.1 200 O\u0000K\r\n\r\n",
            "HTTP/1.1 200 OK\nX: 1\r\n\r\n",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n".repeat(9),
            "HTTP/1.1 103 Early\r\nX : 1\r\n\r\nHTTP/1.1 200\r\n\nX: 1\r\n\r\n",
            OK + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n",
            OK + "Content-Length: 1, 1\r\n\r\n",
            OK + "Content-Length: -1\r\n\r\n",
            OK + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            OK + "Transfer-Encoding: gzip, chunked\r\n\r\n",
            OK + "Transfer-Encoding: gzip\r\n\r\n",
            OK + "X : 1\r\n\r\n",
            OK + "X: 1\r\n 2\r\n\r\n",
            OK + "X: \u0001\r\n\r\n",
            OK + "X(Y): 1\r\n\r\n",
            OK + "X: 1\n\r\n",
            OK + "X: 1\r\n".repeat(201) + "\r\n",
            OK + "X: " + "a".repeat(40_000));

    @ParameterizedTest
    @FieldSource("REFUSED")
    void refusesWhateverTheSplit(String text) {
        Pieces pieces = new Pieces(text);
        for (int split = 0; split <= pieces.length(); split += 1 + pieces.length() / 200) {
            int at = split;
            assertThatThrownBy(() -> pieces.readSplitAt(at, new ResponseParser(false, new LineMemory<>())::read))
                    .as("split at %d", at)
                    .isInstanceOf(MalformedMessage.class);
        }
    }

    static final List<String> SOUND = List.of(
            "HTTP/1.1 200 OK\r\n\r\n",
            "HTTP/1.1 200\r\n\r\n",
            "HTTP/1.1 599 \r\nA: \u00e9\r\n\r\n",
            "HTTP/1.0 200 Fine with it\r\nContent-Length: 5\r\nKeep-Alive: timeout=5\r\n\r\nhello",
            "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n".repeat(8) + "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n");

    @ParameterizedTest
    @FieldSource("SOUND")
    void readsTheSameWhateverTheSplit(String text) throws MalformedMessage {
        Pieces pieces = new Pieces(text);

        ResponseHead whole = read(text);

        assertThat(pieces.readByteByByte(new ResponseParser(false, new LineMemory<>())::read))
                .isEqualTo(whole);
        for (int split = 0; split < pieces.length(); split++) {
            assertThat(pieces.readSplitAt(split, new ResponseParser(false, new LineMemory<>())::read))
                    .as("split at %d", split)
                    .isEqualTo(whole);
        }
    }

    private static ResponseHead read(String text) throws MalformedMessage {
        return read(text, false);
    }

    private static ResponseHead read(String text, boolean toHead) throws MalformedMessage {
        ResponseHead head = new Pieces(text).readSplitAt(0, new ResponseParser(toHead, new LineMemory<>())::read);
        if (head == null) {
            throw new AssertionError("the head is not whole");
        }
        return head;
    }

    @Test
    void readsTheFramingOfTheBody() throws MalformedMessage {
        assertThat(read(OK + "Content-Length: 5\r\n\r\n").framing()).isEqualTo(new Framing.Length(5));
        assertThat(read(OK + "Transfer-Encoding: chunked\r\n\r\n").framing()).isEqualTo(new Framing.Chunked());
        assertThat(read(OK + "\r\n").framing()).isEqualTo(new Framing.UntilClose());
    }

    @ParameterizedTest
    @CsvSource({"200, true", "204, false", "304, false"})
    void someResponsesHaveNoBodyWhateverTheirFieldsSay(int status, boolean toHead) throws MalformedMessage {
        String text = "HTTP/1.1 " + status + " X\r\nContent-Length: 5\r\n\r\n";

        assertThat(read(text, toHead).framing()).isEqualTo(new Framing.None());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.1 | X: 1                   | true
            HTTP/1.1 | Connection: keep-alive | true
            HTTP/1.1 | Connection: Close      | false
            HTTP/1.1 | Connection: x, close   | false
            HTTP/1.0 | X: 1                   | false
            HTTP/1.0 | Connection: keep-alive | false
            """)
    void tellsWhetherTheConnectionMayStay(String version, String field, boolean stays) throws MalformedMessage {
        assertThat(read(version + " 200 OK\r\n" + field + "\r\n\r\n").keepAlive())
                .isEqualTo(stays);
    }

    @Test
    void keepsEndToEndFieldsOnly() throws MalformedMessage {
        ResponseHead head = read(OK + "X-A: 1\r\nConnection: X-Hop, close\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\n"
                + "Upgrade: h2c\r\nTrailer: X-T\r\nProxy-Authenticate: Basic\r\nProxy-Connection: close\r\n"
                + "Content-Length: 1\r\nX-B: 2\r\n\r\n");

        assertThat(head.fields().lines()).extracting(Fields.Field::name).containsExactly("X-A", "X-B");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4000",
        "timeout=60, 4000",
        "timeout=5, 4000",
        "timeout=3, 2000",
        "'max=100, timeout=2', 1000",
        "timeout=1, 0",
        "timeout=0, -1000",
        "xtimeout=1, 4000"
    })
    void leavesASecondBeforeTheUpstreamDoes(String hint, long millis) throws MalformedMessage {
        ResponseHead head = read(OK + "Keep-Alive: " + hint + "\r\n\r\n");

        assertThat(KeepAliveHint.limit(head, Duration.ofSeconds(4))).isEqualTo(Duration.ofMillis(millis));
    }
}
