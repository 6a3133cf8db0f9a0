package dev.postern.audit;

import java.time.Instant;

/// How the lines of the audit log look. A line has no line end.
public interface OutcomeFormat {

    String outcome(Outcome outcome);

    /// A line on the log itself: that it began, ended, or lost lines.
    ///
    /// @param lost how many lines could not be written
    String note(Instant at, String event, long lost);
}
