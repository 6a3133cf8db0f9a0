package dev.postern.gateway;

import dev.postern.oauth.Identity;
import dev.postern.relay.FieldName;
import dev.postern.relay.Fields;
import dev.postern.token.Credentials;
import dev.postern.token.UpstreamCredentials;
import dev.postern.token.UpstreamCredentials.Caller;
import dev.postern.token.UpstreamCredentials.Credential;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives the upstream a credential of its own in `Authorization`, which the client's token never is.
final class CredentialStage implements Stage<Bound> {
    private final UpstreamCredentials credentials;
    private final Refusal refusal;
    private final Stage<Bound> next;

    CredentialStage(UpstreamCredentials credentials, Refusal refusal, Stage<Bound> next) {
        this.credentials = credentials;
        this.refusal = refusal;
        this.next = next;
    }

    @Override
    public void handle(GuardedExchange exchange, Bound bound) {
        Caller caller = caller(exchange, bound);
        Optional<Credential> known = credentials.known(caller);
        if (known.isPresent()) {
            act(exchange, bound, caller, known.get());
        } else {
            exchange.exchange()
                    .offload(() -> credentials.obtain(caller), obtained -> act(exchange, bound, caller, obtained));
        }
    }

    private static @Nullable Caller caller(GuardedExchange exchange, Bound bound) {
        Identity identity = bound.admitted().identity().orElse(null);
        if (identity == null) {
            return null;
        }
        List<String> fields = exchange.request().fields().all(FieldName.AUTHORIZATION);
        return Credentials.read(fields, true) instanceof Credentials.Presented shown
                ? new Caller(shown.token(), identity)
                : null;
    }

    private void act(GuardedExchange exchange, Bound bound, @Nullable Caller caller, Credential credential) {
        switch (credential) {
            case Credential.Granted(var token) -> {
                Fields.Field field = new Fields.Field(FieldName.AUTHORIZATION, "Bearer " + token.value());
                next.handle(exchange, bound.with(field).refusedBy(() -> credentials.disliked(caller)));
            }
            case Credential.Refused(String detail) -> {
                exchange.outcome().because("token_exchange", detail);
                refusal.notForTheUpstream(exchange);
            }
            case Credential.Unavailable(var retryAfter, String detail) -> {
                exchange.outcome().because("upstream_credential", detail);
                refusal.credentialUnavailable(exchange, retryAfter);
            }
        }
    }
}
