package dev.postern.gateway;

import dev.postern.mcp.ProtocolVersion;
import dev.postern.oauth.Identity;
import dev.postern.policy.Admitted;
import dev.postern.policy.SessionSeal;
import dev.postern.relay.FieldName;
import dev.postern.relay.Fields;
import java.util.Optional;

/// Lets a session be used by whom it was given to: the same issuer, subject and client, whatever their token.
final class SessionStage implements Stage<Admitted> {
    private final SessionSeal seal;
    private final Refusal refusal;
    private final Stage<Bound> next;

    SessionStage(SessionSeal seal, Refusal refusal, Stage<Bound> next) {
        this.seal = seal;
        this.refusal = refusal;
        this.next = next;
    }

    @Override
    public void handle(GuardedExchange exchange, Admitted admitted) {
        Fields fields = exchange.request().fields();
        Identity identity = admitted.identity().orElse(null);
        Optional<String> named = fields.first(FieldName.MCP_SESSION_ID);
        if (identity == null) {
            hand(exchange, admitted, new Session.Unowned(named.orElse(null)));
        } else if (named.isEmpty() || isSessionless(fields)) {
            hand(exchange, admitted, new Session.None(seal, identity));
        } else {
            open(exchange, admitted, identity, named.get());
        }
    }

    private void open(GuardedExchange exchange, Admitted admitted, Identity identity, String named) {
        Optional<String> opened = seal.open(named, identity);
        if (opened.isEmpty()) {
            refusal.sessionNotFound(exchange);
            return;
        }
        exchange.outcome().session(opened.get());
        hand(exchange, admitted, new Session.Owned(seal, identity, named, opened.get()));
    }

    private void hand(GuardedExchange exchange, Admitted admitted, Session session) {
        next.handle(exchange, new Bound(admitted, session));
    }

    /// Servers of the modern generation pass over the field.
    private static boolean isSessionless(Fields fields) {
        return ProtocolVersion.isModern(
                fields.first(FieldName.MCP_PROTOCOL_VERSION).orElse(""));
    }
}
