package dev.postern.gateway;

import dev.postern.audit.OutcomeDraft;
import dev.postern.relay.Answer;
import dev.postern.relay.Exchange;
import dev.postern.relay.Fields;
import dev.postern.relay.RequestHead;

/// A request on its way through the stages, with what is known of its outcome.
///
/// @param exchange the request and the ways to end it
/// @param outcome what the stages found
/// @param answerFields what the client is told besides, whatever the answer
record GuardedExchange(Exchange exchange, OutcomeDraft outcome, Fields answerFields) {
    GuardedExchange(Exchange exchange, OutcomeDraft outcome) {
        this(exchange, outcome, Fields.NONE);
    }

    /// This request, whose client is told these too.
    GuardedExchange telling(Fields more) {
        return new GuardedExchange(exchange, outcome, answerFields.with(more));
    }

    RequestHead request() {
        return exchange.request();
    }

    void answer(Answer answer) {
        exchange.answer(answer);
    }
}
