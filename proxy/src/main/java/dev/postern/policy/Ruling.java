package dev.postern.policy;

import dev.postern.oauth.Scopes;

/// What one rule, or the lack of one, says of an operation.
sealed interface Ruling {

    /// Which rule.
    String rule();

    /// It may be done.
    ///
    /// @param scopes what it took
    record Allowed(String rule, Scopes scopes) implements Ruling {}

    /// It may be done with more scope.
    ///
    /// @param scopes what it takes
    record Lacking(String rule, Scopes scopes) implements Ruling {}

    /// It may not be done, whatever the scopes.
    ///
    /// @param why a clause about the rule
    record Barred(String rule, String why) implements Ruling {}
}
