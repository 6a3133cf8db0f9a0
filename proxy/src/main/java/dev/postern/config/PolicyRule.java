package dev.postern.config;

import dev.postern.condition.Condition;
import org.jspecify.annotations.Nullable;

/// One rule of the policy: for what it is meant, and what becomes of it.
///
/// @param name which the log and `policy explain` give
/// @param targets what it is about
/// @param effect whether it lets callers in at all
/// @param requires of whom
/// @param when a condition besides the targets, null where they are enough
public record PolicyRule(
        String name,
        PolicyTargets targets,
        Effect effect,
        PolicyRequirement requires,
        @Nullable Condition when) {

    /// What becomes of a call.
    public enum Effect {
        ALLOW,
        DENY
    }
}
