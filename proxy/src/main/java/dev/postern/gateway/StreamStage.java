package dev.postern.gateway;

import dev.postern.policy.Admitted;
import dev.postern.policy.StreamLimits;

/// Lets an address and a subject have no more under way than they may, and counts each request until it is over.
final class StreamStage implements Stage<Admitted> {
    private final StreamLimits limits;
    private final Refusal refusal;
    private final Stage<Admitted> next;

    StreamStage(StreamLimits limits, Refusal refusal, Stage<Admitted> next) {
        this.limits = limits;
        this.refusal = refusal;
        this.next = next;
    }

    @Override
    public void handle(GuardedExchange exchange, Admitted admitted) {
        switch (limits.enter(exchange.outcome().clientAddress(), admitted)) {
            case StreamLimits.Room.Taken taken -> {
                exchange.exchange().whenOver(taken::leave);
                next.handle(exchange, admitted);
            }
            case StreamLimits.Room.None(String whose) -> refusal.tooManyStreams(exchange, whose);
        }
    }
}
