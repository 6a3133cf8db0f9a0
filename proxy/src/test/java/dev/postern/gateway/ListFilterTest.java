package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.audit.Outcome;
import dev.postern.audit.Result;
import dev.postern.testing.Policies;
import dev.postern.testing.RawClient;
import dev.postern.testing.Response;
import dev.postern.testing.TestGate;
import dev.postern.testing.TestUpstream;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists show what their caller may use, in whatever form they come; everything else passes untouched and at once.
class ListFilterTest extends GateOnSockets {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final String ALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"save\"},{\"name\":\"load\"}],\"nextCursor\":\"n\",\"_meta\":{\"a\":1},\"cacheScope\":\"public\",\"ttlMs\":9}}";
    private static final String SOME =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"load\"}],\"nextCursor\":\"n\",\"_meta\":{\"a\":1},\"cacheScope\":\"private\",\"ttlMs\":9}}";

    @Override
    TestGate open(TestUpstream behind) throws IOException {
        return Policies.gate(behind, true);
    }

    private void serve(String fields, String body) {
        upstream.serve(call ->
                call.send("HTTP/1.1 200 OK\r\n" + fields + "Content-Length: " + body.length() + "\r\n\r\n" + body));
    }

    private RawClient post(String token, String body) throws IOException {
        return gate.connect()
                .send("POST /mcp HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nAccept-Encoding: gzip\r\nIf-None-Match: \"1\"\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
    }

    private Response list(String token) throws IOException {
        try (RawClient client = post(token, LIST)) {
            return client.response();
        }
    }

    @Test
    void cutsAListInJson() throws Exception {
        serve("Content-Type: application/json\r\nETag: \"1\"\r\n", ALL);

        Response response = list("good");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(SOME);
        assertThat(response.field("Content-Length")).isEqualTo(Integer.toString(SOME.length()));
        assertThat(response.count("ETag")).isZero();
        assertThat(gate.outcome().result()).isEqualTo(Result.ADMITTED);
    }

    @Test
    void showsAWriterEverything() throws Exception {
        serve("Content-Type: application/json\r\n", ALL);

        assertThat(list("writer").body()).isEqualTo(ALL.replace("public", "private"));
    }

    @Test
    void asksForAnAnswerThatCanBeLookedInto() throws Exception {
        serve("Content-Type: application/json\r\n", ALL);

        list("good");

        assertThat(upstream.nextCall().head()).doesNotContainIgnoringCase("Accept-Encoding", "If-None-Match");
    }

    @Test
    void cutsAListInChunksOfOneByte() throws Exception {
        upstream.serve(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < ALL.length(); i++) {
                call.sendChunk(ALL.substring(i, i + 1));
            }
            call.send("0\r\n\r\n");
        });

        assertThat(list("good").body()).isEqualTo(SOME);
    }

    @Test
    void cutsAListThatEndsWithItsConnection() throws Exception {
        upstream.serve(call -> call.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + ALL)
                .close());

        assertThat(list("good").body()).isEqualTo(SOME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void cutsAListInEvents(String end) throws Exception {
        String events = ": hello" + end + end + "id: 1" + end + "data:" + end + end + "event: message" + end + "data: "
                + ALL + end + "id: 2" + end + end;
        serve("Content-Type: text/event-stream\r\n", events);

        assertThat(list("good").body()).isEqualTo(events.replace(ALL, SOME));
    }

    @Test
    void cutsAListThatIsSpreadOverLinesOfData() throws Exception {
        String data = ALL.replace("},{", "}\ndata: ,\ndata:{").replace("\"result\":", "\ndata:  \"result\":");
        serve("Content-Type: text/event-stream\r\n", "data: " + data + "\n\n");

        String cut = list("good").body();

        assertThat(cut.replace("\ndata:", "").replace(" ", "")).isEqualTo("data:" + SOME + "\n\n");
    }

    @Test
    void cutsAListThatAStreamRepeats() throws Exception {
        serve("Content-Type: text/event-stream\r\n", "id: 7\ndata: " + ALL + "\n\n");
        try (RawClient client = gate.connect()) {
            Response response = client.send("GET /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD
                            + "Accept: text/event-stream\r\nLast-Event-ID: 6\r\n\r\n")
                    .response();

            assertThat(response.body()).isEqualTo("id: 7\ndata: " + SOME + "\n\n");
        }
    }

    @Test
    void cutsEachListOfABatch() throws Exception {
        serve("Content-Type: application/json\r\n", "[" + ALL + "," + ALL + "]");
        try (RawClient client = post("good", "[" + LIST + "," + LIST.replace(":1,", ":2,") + "]")) {
            assertThat(client.response().body()).isEqualTo("[" + SOME + "," + SOME + "]");
        }
    }

    @Test
    void passesEventsOnAtOnce() throws Exception {
        upstream.serve(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            call.sendChunk(": keep-alive\n\n");
            call.sendChunk("data: {\"method\":\"notifications/progress\"}\n\n");
            call.waitForLeaving(10);
        });
        try (RawClient client = post("good", LIST)) {
            client.readUntil(": keep-alive\n\n");

            assertThat(client.readUntil("progress\"}\n\n")).contains("data: {");
        }
    }

    record Unfit(String fields, String body, String reason) {}

    static Stream<Unfit> unfit() {
        return Stream.of(
                new Unfit("Content-Type: application/json\r\nContent-Encoding: gzip\r\n", ALL, "list_coding"),
                new Unfit("Content-Type: text/event-stream\r\nContent-Encoding: gzip\r\n", ALL, "list_coding"),
                new Unfit("Content-Type: text/html\r\n", ALL, "list_coding"),
                new Unfit("", ALL, "list_coding"),
                new Unfit("Content-Type: application/json\r\n", "<html>", "list_malformed"),
                new Unfit("Content-Type: application/json\r\n", ALL.substring(0, 60), "list_malformed"),
                new Unfit("Content-Type: application/json\r\n", ALL + ALL, "list_malformed"),
                new Unfit(
                        "Content-Type: application/json\r\n",
                        "{\"a\":\"" + "x".repeat(5 * 1024 * 1024) + "\"}",
                        "list_size"),
                new Unfit(
                        "Content-Type: application/json\r\n",
                        ALL.replace("\"save\"", "\"save" + "x".repeat(1024 * 1024) + "\""),
                        "list_size"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void letsNoAnswerPassThatCannotBeJudged(Unfit unfit) throws Exception {
        serve(unfit.fields, unfit.body);

        Response response = list("good");

        assertThat(response.status()).isEqualTo(502);
        assertThat(response.body()).doesNotContain("save");
        Outcome outcome = gate.outcome();
        assertThat(outcome.result()).isEqualTo(Result.UPSTREAM_BROKEN);
        assertThat(outcome.reason()).isEqualTo(unfit.reason);
    }

    @Test
    void answers502WhereAListIsCutShort() throws Exception {
        upstream.serve(call -> call.send(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n" + ALL)
                .close());

        assertThat(list("good").status()).isEqualTo(502);
    }

    @Test
    void answers504WhereAListDoesNotEnd() throws Exception {
        upstream.serve(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n" + ALL);
            call.waitForLeaving(10);
        });

        assertThat(list("good").status()).isEqualTo(504);
    }

    @Test
    void cutsAStreamWhoseListIsBroken() throws Exception {
        upstream.serve(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            call.sendChunk("data: {\"result\":{\"tools\":[{\"name\":\"save\"\n\ndata: \"more\"\n\n");
            call.waitForLeaving(10);
        });
        try (RawClient client = post("good", LIST)) {
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200").doesNotContain("save", "0\r\n\r\n");
        }
        assertThat(gate.outcome().reason()).isEqualTo("list_malformed");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 500})
    void passesErrorsAsTheyAre(int status) throws Exception {
        String error = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"save\"}}";
        upstream.serve(call -> call.send("HTTP/1.1 " + status
                + " No\r\nContent-Type: application/json\r\nContent-Length: " + error.length() + "\r\n\r\n" + error));

        Response response = list("good");

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(error);
    }

    @Test
    void passesAnEmptyAnswer() throws Exception {
        upstream.serve(call -> call.send("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"));

        assertThat(list("good").status()).isEqualTo(202);
    }

    @Test
    void passesAnswersToOtherCallsUntouched() throws Exception {
        serve("Content-Type: application/json\r\nETag: \"1\"\r\n", ALL);
        try (RawClient client = post("good", LIST.replace("tools/list", "ping"))) {
            Response response = client.response();

            assertThat(response.body()).isEqualTo(ALL);
            assertThat(response.field("ETag")).isEqualTo("\"1\"");
        }
        assertThat(upstream.nextCall().field("Accept-Encoding")).isEqualTo("gzip");
    }

    @Test
    void neverAnswersWithNullForAnEmptyList() throws Exception {
        serve("Content-Type: application/json\r\n", ALL.replace("load", "save2"));

        assertThat(list("good").body()).contains("\"tools\":[]");
    }

    @Test
    void canBeTurnedOff() throws Exception {
        serve("Content-Type: application/json\r\n", ALL);
        try (TestGate open = Policies.gate(upstream, false);
                RawClient client = open.connect()) {
            Response response = client.send("POST /mcp HTTP/1.1\r\nHost: a\r\n" + TestGate.GOOD
                            + "Content-Type: application/json\r\nContent-Length: " + LIST.length() + "\r\n\r\n" + LIST)
                    .response();

            assertThat(response.body()).isEqualTo(ALL);
        }
    }
}
