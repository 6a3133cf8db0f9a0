package dev.postern.gateway;

import dev.postern.audit.ArgumentRule;
import dev.postern.audit.Outcome;
import dev.postern.audit.OutcomeDraft;
import dev.postern.audit.OutcomeListener;
import dev.postern.audit.Result;
import dev.postern.audit.TraceParent;
import dev.postern.relay.Ending;
import dev.postern.relay.Exchange;
import dev.postern.relay.FieldName;
import dev.postern.relay.Fields;
import dev.postern.relay.MalformedMessage;
import dev.postern.relay.RequestHead;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Opens the outcome of each request and, once it has ended, hands it to whoever writes it down.
final class OutcomeStage {
    private final OutcomeListener outcomes;
    private final ArgumentRule arguments;
    private final BooleanSupplier mayServe;
    private final ClientAddress addresses;
    private final Refusal refusal;
    private final Clock clock;
    private final Routes routes;

    OutcomeStage(
            OutcomeListener outcomes,
            BooleanSupplier mayServe,
            ClientAddress addresses,
            Refusal refusal,
            Clock clock,
            Routes routes) {
        this.outcomes = outcomes;
        this.arguments = outcomes.arguments();
        this.mayServe = mayServe;
        this.addresses = addresses;
        this.refusal = refusal;
        this.clock = clock;
        this.routes = routes;
    }

    void handle(Exchange exchange) {
        GuardedExchange guarded = open(exchange);
        if (mayServe.getAsBoolean()) {
            routes.handle(guarded);
        } else {
            guarded.outcome().because("audit_log", "records cannot be written; /readyz says where");
            refusal.overloaded(guarded);
        }
    }

    void malformed(Exchange exchange, MalformedMessage why) {
        GuardedExchange guarded = open(exchange);
        guarded.outcome().because(why.reason(), why.sentence());
        refusal.malformed(guarded, why.status(), why.sentence());
    }

    void mistaken(Exchange exchange, RuntimeException mistake) {
        GuardedExchange guarded = open(exchange);
        guarded.outcome().because("mistake", Mistake.where(mistake));
        refusal.mistake(guarded);
    }

    private GuardedExchange open(Exchange exchange) {
        RequestHead request = exchange.request();
        OutcomeDraft outcome = new OutcomeDraft(
                clock.instant(),
                RequestId.next(),
                addresses.of(exchange),
                request.method(),
                request.target().path(),
                arguments);
        addFromFields(outcome, request.fields());
        exchange.onEnd(ending -> outcomes.ended(finish(outcome, ending)));
        return new GuardedExchange(exchange, outcome);
    }

    /// What comes more than once is nothing to rely on.
    private static void addFromFields(OutcomeDraft outcome, Fields fields) {
        List<String> traces = fields.all(FieldName.TRACEPARENT);
        if (traces.size() == 1) {
            TraceParent.read(traces.getFirst()).ifPresent(outcome::trace);
        }
        List<String> sessions = fields.all(FieldName.MCP_SESSION_ID);
        if (sessions.size() == 1) {
            outcome.session(sessions.getFirst());
        }
    }

    private static Outcome finish(OutcomeDraft outcome, Ending ending) {
        switch (ending.how()) {
            case ANSWERED -> {}
            case RELAYED -> outcome.result(Result.ADMITTED);
            case CLIENT_GONE -> outcome.result(Result.CLIENT_GONE);
            case REQUEST_CUT -> outcome.result(Result.BAD_REQUEST);
            case UPSTREAM_CUT -> outcome.result(Result.UPSTREAM_BROKEN);
            case DRAINED -> outcome.result(Result.DRAINED);
            case EXPIRED -> outcome.result(Result.STREAM_EXPIRED);
            case MISTAKEN -> outcome.result(Result.ERROR);
        }
        return outcome.finish(
                ending.status(),
                ending.requestBytes(),
                ending.responseBytes(),
                ending.total(),
                ending.own(),
                ending.upstream());
    }
}
