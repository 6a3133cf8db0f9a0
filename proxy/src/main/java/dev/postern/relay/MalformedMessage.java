package dev.postern.relay;

/// A message that breaks the grammar or a limit. Never carries bytes of the message.
public final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    MalformedMessage(int status, String reason, String message) {
        super(message, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    /// The status a client is told.
    public int status() {
        return status;
    }

    /// A word for the log and the metric, from a closed set.
    public String reason() {
        return reason;
    }

    /// The sentence, never null.
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
