package dev.postern.policy;

import dev.postern.oauth.Scopes;

/// What the policy says of an identity's request.
public sealed interface Decision permits Admitted, Decision.Denied {

    /// The token is good, but more scope is needed.
    ///
    /// @param needed every scope the request needs, granted or not
    record Denied(Scopes needed) implements Decision {}
}
