package dev.postern.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something about the log itself: that it began, ended, lost lines, or was mended.
///
/// @param at when
/// @param event what, in a few words that are always the same
/// @param lost how many records could not be written
/// @param detail for the person who reads the log
public record Note(
        Instant at, String event, long lost, @Nullable String detail) implements Entry {
    /// The last words of a log that was closed in good order.
    public static final String ENDS = "audit log ends";

    public static Note of(Instant at, String event) {
        return new Note(at, event, 0, null);
    }
}
