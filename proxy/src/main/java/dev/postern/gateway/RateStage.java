package dev.postern.gateway;

import dev.postern.policy.Admitted;
import dev.postern.rate.RateLimits;
import dev.postern.rate.Rating;

/// Lets nobody do more, in a time, than the policy file says. Who has to be asked about it is asked on another thread.
final class RateStage implements Stage<Admitted> {
    private final RateLimits limits;
    private final Refusal refusal;
    private final Stage<Admitted> next;

    RateStage(RateLimits limits, Refusal refusal, Stage<Admitted> next) {
        this.limits = limits;
        this.refusal = refusal;
        this.next = next;
    }

    @Override
    public void handle(GuardedExchange exchange, Admitted admitted) {
        String address = exchange.outcome().clientAddress();
        if (limits.mayWait()) {
            exchange.exchange()
                    .offload(() -> limits.rate(admitted, address), rating -> act(exchange, admitted, rating));
        } else {
            act(exchange, admitted, limits.rateAtOnce(admitted, address));
        }
    }

    private void act(GuardedExchange exchange, Admitted admitted, Rating rating) {
        switch (rating) {
            case Rating.Within(var levels) -> next.handle(exchange.telling(RateFields.of(levels)), admitted);
            case Rating.Exceeded(var exhausted) -> refusal.tooManyRequests(exchange, exhausted);
        }
    }
}
