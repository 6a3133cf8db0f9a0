package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The limit ends a test that waits for an event which was held back; no promise is about time.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class StreamingIT {
    private static final String LIST = """
            {"jsonrpc":"2.0","id":2,"method":"tools/list","params":{}}""";
    private static final String CALL = """
            {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"get_oscal_schema",\
            "arguments":{"model_name":"catalog"},"_meta":{"progressToken":"p"}}}""";

    private final Stack stack;
    private final Exchanges exchanges = new Exchanges();
    private final String bearer;

    StreamingIT(Stack stack) {
        this.stack = stack;
        this.bearer = "Bearer " + stack.goodToken();
    }

    @AfterAll
    void close() {
        exchanges.close();
    }

    @Test
    void aSessionsEventsAreTheSameAsWithoutPostern() {
        List<HttpResponse<String>> direct = session(OscalServer.endpoint());
        List<HttpResponse<String>> through = session(stack.postern().endpoint());

        assertThat(through).extracting(HttpResponse::statusCode).containsExactly(200, 202, 200, 200, 200);
        assertThat(through).extracting(StreamingIT::type).isEqualTo(types(direct));
        assertThat(through).extracting(HttpResponse::body).isEqualTo(bodies(direct));
        assertThat(through.get(3).body()).contains("event: message\r\ndata: ").hasSizeGreaterThan(50_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"about", "list_oscal_models", "no_such_tool"})
    void aStatelessCallIsAnsweredTheSameAsWithoutPostern(String tool) {
        HttpResponse<String> direct = exchanges.send(exchanges.modernCall(OscalServer.endpoint(), tool));
        HttpResponse<String> through =
                exchanges.send(authorized(exchanges.modernCall(stack.postern().endpoint(), tool)));

        assertThat(through.statusCode()).isEqualTo(direct.statusCode());
        assertThat(type(through)).isEqualTo(type(direct));
        assertThat(through.body()).isEqualTo(direct.body()).isNotEmpty();
    }

    @Test
    void theStreamOfASessionOpensAtOnceAndEndsWithTheSession() throws IOException {
        URI endpoint = stack.postern().endpoint();
        String session = exchanges
                .send(authorized(exchanges.initialize(endpoint)))
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();

        HttpResponse<InputStream> stream = exchanges.open(
                authorized(inSession(HttpRequest.newBuilder(endpoint).header("Accept", "text/event-stream"), session)
                        .GET()));
        HttpResponse<String> ended = exchanges.send(
                authorized(inSession(HttpRequest.newBuilder(endpoint), session).DELETE()));

        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(type(stream)).startsWith("text/event-stream");
        assertThat(ended.statusCode()).isEqualTo(200);
        try (InputStream body = stream.body()) {
            assertThat(body.readAllBytes()).asString(StandardCharsets.UTF_8).doesNotContain("event: message");
        }
    }

    @Test
    void anEventReachesTheClientWhileTheUpstreamsResponseIsOpen() throws IOException {
        try (HeldUpstream upstream = new HeldUpstream();
                Postern postern = stack.posternBefore("postern-held", upstream.port());
                InputStream body = exchanges
                        .open(authorized(exchanges.legacyPost(postern.endpoint(), LIST)))
                        .body()) {
            String first = new String(body.readNBytes(HeldUpstream.FIRST.length()), StandardCharsets.UTF_8);
            upstream.release();
            String last = new String(body.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(first).isEqualTo(HeldUpstream.FIRST);
            assertThat(last).isEqualTo(HeldUpstream.LAST);
        }
    }

    @Test
    void theUpstreamIsToldWhenTheClientLeavesAnOpenStream() throws Exception {
        try (HeldUpstream upstream = new HeldUpstream();
                Postern postern = stack.posternBefore("postern-left", upstream.port())) {
            InputStream body = exchanges
                    .open(authorized(exchanges.legacyPost(postern.endpoint(), LIST)))
                    .body();
            body.readNBytes(HeldUpstream.FIRST.length());

            body.close();

            assertThat(upstream.hungUp().get(30, TimeUnit.SECONDS)).isNotNull();
        }
    }

    /// One session from `initialize` to its end, each answer whole.
    private List<HttpResponse<String>> session(URI endpoint) {
        HttpResponse<String> first = exchanges.send(authorized(exchanges.initialize(endpoint)));
        String id = first.headers().firstValue("Mcp-Session-Id").orElseThrow();
        return Stream.concat(
                        Stream.of(first),
                        Stream.of(
                                        exchanges.initialized(endpoint),
                                        exchanges.legacyPost(endpoint, LIST),
                                        exchanges.legacyPost(endpoint, CALL),
                                        HttpRequest.newBuilder(endpoint).DELETE())
                                .map(request -> exchanges.send(authorized(inSession(request, id)))))
                .toList();
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        return request.header("Authorization", bearer);
    }

    private static HttpRequest.Builder inSession(HttpRequest.Builder request, String session) {
        return request.setHeader("MCP-Protocol-Version", Exchanges.LEGACY).header("Mcp-Session-Id", session);
    }

    private static List<String> types(List<HttpResponse<String>> responses) {
        return responses.stream().map(StreamingIT::type).toList();
    }

    private static List<String> bodies(List<HttpResponse<String>> responses) {
        return responses.stream().map(HttpResponse::body).toList();
    }

    private static String type(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }
}
