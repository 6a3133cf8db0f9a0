package dev.postern.policy;

import dev.postern.oauth.Identity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The pass to the upstream. Only this package can make one, so nothing is forwarded that the policy did not admit.
public final class Admitted implements Decision {
    private final @Nullable Identity identity;

    Admitted(@Nullable Identity identity) {
        this.identity = identity;
    }

    /// For whom; empty where authentication is switched off.
    public Optional<Identity> identity() {
        return Optional.ofNullable(identity);
    }
}
