package dev.postern.gateway;

import dev.postern.audit.Result;
import dev.postern.relay.Exchange;
import org.jspecify.annotations.Nullable;

/// Hands requests to the authorization server, where there is one: with their small bodies, away from the I/O thread.
final class FaceRoute {
    private static final int MAX_BODY = 64 * 1024;

    private final @Nullable AuthorizationFace face;

    FaceRoute(@Nullable AuthorizationFace face) {
        this.face = face;
    }

    boolean serves(String path) {
        return face != null && face.serves(path);
    }

    void handle(GuardedExchange guarded) {
        AuthorizationFace asked = face;
        if (asked == null) {
            throw new IllegalStateException("nothing is served here");
        }
        Exchange exchange = guarded.exchange();
        String address = guarded.outcome().clientAddress();
        guarded.outcome().result(Result.AUTHORIZATION_SERVER);
        exchange.readBody(
                MAX_BODY,
                body -> exchange.offload(() -> asked.answer(exchange.request(), body, address), guarded::answer));
    }
}
