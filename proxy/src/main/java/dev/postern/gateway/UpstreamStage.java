package dev.postern.gateway;

import dev.postern.audit.OutcomeListener;
import dev.postern.config.Config;
import dev.postern.policy.Admitted;
import dev.postern.relay.Answer;
import dev.postern.relay.Fields;
import dev.postern.relay.ResponseHead;
import dev.postern.relay.UpstreamFault;
import dev.postern.relay.UpstreamHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Sends what was admitted to the MCP server and relays what it says, as it comes.
final class UpstreamStage implements Stage<Admitted> {
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
    public void handle(GuardedExchange exchange, Admitted admitted) {
        Fields fields = headers.forRequest(exchange, admitted);
        exchange.outcome().forwarded();
        String target = path + exchange.request().target().query();
        exchange.exchange().forward(target, fields, new UpstreamHandler() {
            @Override
            public Fields responseFields(ResponseHead head) {
                if (head.status() == 421) {
                    exchange.outcome().because("upstream_421", "the upstream does not accept the Host it is called by");
                }
                if (head.isEventStream()) {
                    exchange.outcome().whenFinished(UpstreamStage.this::streamEnded);
                    outcomes.streams(streams.incrementAndGet());
                }
                return headers.forResponse(exchange, head);
            }

            @Override
            public Optional<Duration> longestStream() {
                return admitted.identity().flatMap(streamLife::of);
            }

            @Override
            public Answer failed(UpstreamFault fault) {
                return refusal.upstreamFault(exchange, fault);
            }
        });
    }
}
