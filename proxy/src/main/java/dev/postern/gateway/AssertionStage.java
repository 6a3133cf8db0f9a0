package dev.postern.gateway;

import dev.postern.oauth.Identity;
import dev.postern.relay.FieldName;
import dev.postern.relay.Fields;
import dev.postern.token.IdentityAssertions;
import java.util.Optional;

/// Shows the upstream by a signature who the caller is.
final class AssertionStage implements Stage<Bound> {
    private static final FieldName ASSERTION = FieldName.of("X-Auth-Assertion");

    private final IdentityAssertions assertions;
    private final Stage<Bound> next;

    AssertionStage(IdentityAssertions assertions, Stage<Bound> next) {
        this.assertions = assertions;
        this.next = next;
    }

    @Override
    public void handle(GuardedExchange exchange, Bound bound) {
        Identity identity = bound.admitted().identity().orElse(null);
        if (identity == null) {
            next.handle(exchange, bound);
            return;
        }
        Optional<String> known = assertions.known(identity);
        if (known.isPresent()) {
            hand(exchange, bound, known.get());
        } else {
            exchange.exchange().offload(() -> assertions.make(identity), made -> hand(exchange, bound, made));
        }
    }

    private void hand(GuardedExchange exchange, Bound bound, String assertion) {
        next.handle(exchange, bound.with(new Fields.Field(ASSERTION, assertion)));
    }
}
