package dev.postern.gateway;

import dev.postern.audit.Result;
import dev.postern.relay.Answer;
import dev.postern.relay.Fields;
import dev.postern.relay.RequestHead;
import java.util.Set;

/// Turns away foreign browser origins (MCP, streamable HTTP: MUST be 403) and answers preflights, which have no token.
final class OriginStage implements Stage<Unidentified> {
    private static final Set<String> METHODS = Set.of("GET", "POST", "DELETE", "OPTIONS");
    private static final byte[] NOTHING = new byte[0];

    private final Cors cors;
    private final Refusal refusal;
    private final Stage<Unidentified> next;

    OriginStage(Cors cors, Refusal refusal, Stage<Unidentified> next) {
        this.cors = cors;
        this.refusal = refusal;
        this.next = next;
    }

    @Override
    public void handle(GuardedExchange exchange, Unidentified caller) {
        RequestHead request = exchange.request();
        if (!cors.admits(request)) {
            refusal.originRefused(exchange);
        } else if (cors.isPreflight(request)) {
            exchange.outcome().result(Result.PREFLIGHT);
            exchange.answer(new Answer(204, cors.preflightFields(request), NOTHING));
        } else if (request.is("OPTIONS")) {
            exchange.outcome().result(Result.PREFLIGHT);
            exchange.answer(new Answer(204, Fields.NONE.with("Allow", Cors.METHODS), NOTHING));
        } else if (!METHODS.contains(request.method())) {
            refusal.methodNotAllowed(exchange, Cors.METHODS);
        } else {
            next.handle(exchange, caller);
        }
    }
}
