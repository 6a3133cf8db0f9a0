package dev.postern.gateway;

import dev.postern.audit.OutcomeListener;
import dev.postern.config.Config;
import dev.postern.oauth.Identity;
import dev.postern.policy.SessionSeal;
import dev.postern.relay.Answer;
import dev.postern.relay.FieldName;
import dev.postern.relay.Fields;
import dev.postern.relay.ResponseHead;
import dev.postern.relay.UpstreamFault;
import dev.postern.relay.UpstreamHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Sends what was admitted to the MCP server and relays what it says, as it comes.
final class UpstreamStage implements Stage<Bound> {
    private final String path;
    private final UpstreamHeaders headers;
    private final Refusal refusal;
    private final OutcomeListener outcomes;
    private final StreamLife streamLife;
    private final AtomicInteger streams = new AtomicInteger();

    UpstreamStage(Config config, Cors cors, Refusal refusal, OutcomeListener outcomes, Clock clock) {
        path = config.upstream().path();
        streamLife = new StreamLife(config, clock);
        headers = new UpstreamHeaders(config, cors);
        this.refusal = refusal;
        this.outcomes = outcomes;
    }

    /// Holds on to nothing of the stream, which may be one of many thousands.
    private void streamEnded() {
        outcomes.streams(streams.decrementAndGet());
    }

    @Override
    public void handle(GuardedExchange exchange, Bound bound) {
        Fields fields = headers.forRequest(exchange, bound);
        exchange.outcome().forwarded();
        Session session = bound.session();
        Optional<Identity> identity = bound.admitted().identity();
        String target = path + exchange.request().target().query();
        exchange.exchange().forward(target, fields, new UpstreamHandler() {
            @Override
            public boolean accepts(ResponseHead head) {
                List<String> ids = head.fields().all(FieldName.MCP_SESSION_ID);
                boolean one = ids.isEmpty() || (ids.size() == 1 && SessionSeal.isSessionId(ids.getFirst()));
                if (!one) {
                    exchange.outcome()
                            .because(
                                    "upstream_session",
                                    "the session id is too long, no visible ASCII, or there are two");
                }
                return one;
            }

            @Override
            public Fields responseFields(ResponseHead head) {
                head.fields().first(FieldName.MCP_SESSION_ID).ifPresent(exchange.outcome()::session);
                if (head.status() == 421) {
                    exchange.outcome().because("upstream_421", "the upstream does not accept the Host it is called by");
                }
                if (head.isEventStream()) {
                    exchange.outcome().whenFinished(UpstreamStage.this::streamEnded);
                    outcomes.streams(streams.incrementAndGet());
                }
                return headers.forResponse(exchange, head, session);
            }

            @Override
            public Optional<Duration> longestStream() {
                return identity.flatMap(streamLife::of);
            }

            @Override
            public Answer failed(UpstreamFault fault) {
                return refusal.upstreamFault(exchange, fault);
            }
        });
    }
}
