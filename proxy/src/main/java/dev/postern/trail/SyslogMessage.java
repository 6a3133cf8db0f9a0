package dev.postern.trail;

import dev.postern.audit.Entry;
import dev.postern.audit.JsonFormat;
import dev.postern.audit.Note;
import dev.postern.audit.Outcome;
import dev.postern.audit.OutcomeFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// An entry as a syslog message (RFC 5424 §6): facility «log audit», the JSON record as its text.
final class SyslogMessage {
    private static final int LOG_AUDIT = 13 * 8;
    private static final int WARNING = 4;
    private static final int INFORMATIONAL = 6;
    private static final int LONGEST_HOST = 255;

    private final OutcomeFormat format = new JsonFormat();
    private final String sender;

    /// @param host of this machine, `-` where it is not known
    /// @param process its id
    SyslogMessage(String host, long process) {
        String printable = host.replaceAll("[^!-~]", "");
        String bounded = printable.substring(0, Math.min(printable.length(), LONGEST_HOST));
        sender = (bounded.isEmpty() ? "-" : bounded) + " postern " + process + " ";
    }

    byte[] of(Entry entry) {
        String head = switch (entry) {
            case Outcome outcome -> head(outcome.forwarded() ? INFORMATIONAL : WARNING, outcome.at(), "request");
            case Note note -> head(INFORMATIONAL, note.at(), "log");
        };
        return (head + " - " + format.line(entry)).getBytes(StandardCharsets.US_ASCII);
    }

    private String head(int severity, Instant at, String kind) {
        String time = DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.MILLIS));
        return "<" + (LOG_AUDIT + severity) + ">1 " + time + " " + sender + kind;
    }
}
