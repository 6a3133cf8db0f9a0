package dev.postern.gateway;

import dev.postern.audit.OutcomeListener;
import dev.postern.config.Config;
import dev.postern.oauth.Identity;
import dev.postern.policy.Admitted;
import dev.postern.policy.SessionSeal;
import dev.postern.relay.Answer;
import dev.postern.relay.BodyFilter;
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
    private final Lists lists;
    private final Refusal refusal;
    private final OutcomeListener outcomes;
    private final StreamLife streamLife;
    private final AtomicInteger streams = new AtomicInteger();

    UpstreamStage(Config config, Cors cors, Lists lists, Refusal refusal, OutcomeListener outcomes, Clock clock) {
        path = config.upstream().path();
        streamLife = new StreamLife(config, clock);
        headers = new UpstreamHeaders(config, cors);
        this.lists = lists;
        this.refusal = refusal;
        this.outcomes = outcomes;
    }

    /// Holds on to nothing of the stream, which may be one of many thousands.
    private void streamEnded() {
        outcomes.streams(streams.decrementAndGet());
    }

    /// What would send a client to its issuer, though it was not its token that was refused.
    private static boolean isUnauthorized(ResponseHead head, Bound bound) {
        Runnable listener = bound.onUnauthorized();
        if (head.status() != 401 || listener == null) {
            return false;
        }
        listener.run();
        return true;
    }

    @Override
    public void handle(GuardedExchange exchange, Bound bound) {
        Admitted admitted = bound.admitted();
        boolean mayList = lists.concern(exchange.request(), admitted);
        Fields all = headers.forRequest(exchange, bound);
        Fields fields = mayList ? lists.forRequest(all) : all;
        exchange.outcome().forwarded();
        Session session = bound.session();
        Optional<Identity> identity = admitted.identity();
        String target = path + exchange.request().target().query();
        exchange.exchange().forward(target, fields, new UpstreamHandler() {
            @Override
            public boolean accepts(ResponseHead head) {
                List<String> ids = head.fields().all(FieldName.MCP_SESSION_ID);
                boolean one = ids.isEmpty() || (ids.size() == 1 && SessionSeal.isSessionId(ids.getFirst()));
                if (isUnauthorized(head, bound)) {
                    exchange.outcome()
                            .because("upstream_401", "the upstream does not take the credential it was given");
                    return false;
                }
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
                Fields fields = headers.forResponse(exchange, head, session);
                return mayList ? lists.forResponse(fields) : fields;
            }

            @Override
            public Optional<BodyFilter> bodyFilter(ResponseHead head) {
                return mayList ? lists.filter(admitted, head, exchange.outcome()::because) : Optional.empty();
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
