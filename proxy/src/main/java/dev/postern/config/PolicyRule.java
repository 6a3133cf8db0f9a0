package dev.postern.config;

/// One rule of the policy: for what it is meant, and what becomes of it.
///
/// @param name which the log and `policy explain` give
/// @param targets what it is about
/// @param effect whether it lets callers in at all
/// @param requires of whom
public record PolicyRule(String name, PolicyTargets targets, Effect effect, PolicyRequirement requires) {

    /// What becomes of a call.
    public enum Effect {
        ALLOW,
        DENY
    }
}
