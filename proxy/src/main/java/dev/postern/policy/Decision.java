package dev.postern.policy;

import dev.postern.oauth.Scopes;

/// What the policy says of an identity's request.
public sealed interface Decision permits Admitted, Decision.Denied, Decision.Forbidden {

    /// The token is good, but more scope is needed.
    ///
    /// @param needed every scope the request needs, granted or not
    /// @param rule which one asks for them
    record Denied(Scopes needed, String rule) implements Decision {}

    /// The token is good, and no scope would help.
    ///
    /// @param rule which one said so
    /// @param sentence why, without anything of the request's arguments
    record Forbidden(String rule, String sentence) implements Decision {}
}
