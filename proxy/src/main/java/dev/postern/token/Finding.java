package dev.postern.token;

import org.jspecify.annotations.Nullable;

/// What one check says of a token, for a person who wants to know why it is refused.
///
/// @param check its name
/// @param objection what was expected and found, null where the check is content
/// @param advice what to change, null where there is nothing
public record Finding(
        String check, @Nullable String objection, @Nullable String advice) {

    static Finding content(String check) {
        return new Finding(check, null, null);
    }

    static Finding of(String check, Verdict.Invalid invalid) {
        return new Finding(check, invalid.detail(), Advice.on(invalid.reason()));
    }

    public boolean passed() {
        return objection == null;
    }
}
