package dev.postern.audit;

/// How the lines of the audit log look: visible ASCII, without a line end.
public interface OutcomeFormat {

    String outcome(Outcome outcome);

    String note(Note note);

    default String line(Entry entry) {
        return switch (entry) {
            case Outcome outcome -> outcome(outcome);
            case Note note -> note(note);
        };
    }
}
