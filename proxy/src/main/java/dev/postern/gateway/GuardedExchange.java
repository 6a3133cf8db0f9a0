package dev.postern.gateway;

import dev.postern.audit.OutcomeDraft;
import dev.postern.relay.Answer;
import dev.postern.relay.Exchange;
import dev.postern.relay.RequestHead;

/// A request on its way through the stages, with what is known of its outcome.
///
/// @param exchange the request and the ways to end it
/// @param outcome what the stages found
record GuardedExchange(Exchange exchange, OutcomeDraft outcome) {
    RequestHead request() {
        return exchange.request();
    }

    void answer(Answer answer) {
        exchange.answer(answer);
    }
}
