package dev.postern.gateway;

import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import dev.postern.relay.Answer;
import dev.postern.relay.Ending;
import dev.postern.relay.Exchange;
import dev.postern.relay.Fields;
import dev.postern.relay.Framing;
import dev.postern.relay.RequestHead;
import dev.postern.relay.RequestTarget;
import dev.postern.relay.UpstreamHandler;
import dev.postern.testing.TestGate;
import dev.postern.token.KnownToken;
import dev.postern.token.TokenVerifier;
import dev.postern.token.Verdict;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// From a head that was read to the fields the upstream gets: every stage, with a verdict that is at hand.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GatewayBenchmark {
    private static final Verdict ALICE = new Verdict.Valid(new Identity(
            new Issuer("https://issuer.example.com"),
            "alice",
            "client-1",
            Scopes.parse("mcp:read mcp:use"),
            Instant.now().plusSeconds(36_000)));

    private static final TokenVerifier AT_HAND = new TokenVerifier() {
        @Override
        public Verdict verify(BearerToken token) {
            return ALICE;
        }

        @Override
        public KnownToken known(BearerToken token) {
            return _ -> Optional.of(ALICE);
        }
    };

    private final Gateway gateway = new Gateway(
            TestGate.config(URI.create("http://127.0.0.1:1/mcp"), Duration.ofSeconds(2)),
            AT_HAND,
            _ -> {},
            () -> true,
            Clock.systemUTC());
    private final RequestHead head = new RequestHead(
            "POST",
            new RequestTarget("/mcp", ""),
            Fields.NONE
                    .with("Host", "mcp.example.com")
                    .with("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9." + "x".repeat(500) + "." + "y".repeat(342))
                    .with("Accept", "application/json, text/event-stream")
                    .with("Content-Type", "application/json")
                    .with("User-Agent", "client/1.0")
                    .with("Mcp-Protocol-Version", "2025-11-25")
                    .with("Mcp-Session-Id", "0f1e2d3c4b5a69788796a5b4c3d2e1f0")
                    .with("Content-Length", "1024"),
            new Framing.Length(1024),
            true,
            false);

    private final Object[] connection = new Object[1];

    @Benchmark
    public Fields headToUpstreamFields() {
        Forwarded exchange = new Forwarded(head, connection);
        gateway.handle(exchange);
        return exchange.fields;
    }

    /// Takes what is forwarded and nothing else.
    private static final class Forwarded implements Exchange {
        private final RequestHead head;
        private final Object[] connection;
        private Fields fields;

        Forwarded(RequestHead head, Object[] connection) {
            this.head = head;
            this.connection = connection;
        }

        @Override
        public Object note() {
            return connection[0];
        }

        @Override
        public void note(Object note) {
            connection[0] = note;
        }

        @Override
        public void whenOver(Runnable action) {
            action.run();
        }

        @Override
        public RequestHead request() {
            return head;
        }

        @Override
        public InetAddress peer() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public void answer(Answer answer) {
            throw new IllegalStateException("refused: " + answer.status());
        }

        @Override
        public void readBody(int bound, Consumer<byte[]> then) {
            throw new UnsupportedOperationException("nothing here has a body");
        }

        @Override
        public void forward(String path, Fields forwarded, UpstreamHandler handler) {
            fields = forwarded;
        }

        @Override
        public <T> void offload(Supplier<T> work, Consumer<T> then) {
            throw new IllegalStateException("the verdict is at hand");
        }

        @Override
        public void onEnd(Consumer<Ending> listener) {}
    }
}
