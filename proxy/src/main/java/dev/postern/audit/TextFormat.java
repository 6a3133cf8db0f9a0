package dev.postern.audit;

import dev.postern.oauth.Identity;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Lines for people: time, status, result, request, then `key=value`.
public final class TextFormat implements OutcomeFormat {
    private static final int STATUS_WIDTH = 3;
    private static final int RESULT_WIDTH = 20;

    @Override
    public String outcome(Outcome outcome) {
        StringBuilder line = new StringBuilder(256);
        line.append(Timestamps.of(outcome.at()));
        String status = String.valueOf(outcome.status());
        String result = outcome.result().label();
        line.append(blanks(1 + STATUS_WIDTH - status.length())).append(status);
        line.append(' ').append(result).append(blanks(1 + RESULT_WIDTH - result.length()));
        quote(line, outcome.method());
        quote(line.append(' '), outcome.path());
        add(line, "reason", outcome.reason());
        add(line, "detail", outcome.detail());
        add(line, "client", outcome.clientAddress());
        Identity identity = outcome.identity();
        if (identity != null) {
            add(line, "sub", identity.subject());
            add(line, "client_id", identity.clientId());
            add(line, "iss", identity.issuer().value());
        }
        add(line, outcome.particulars());
        add(line, "in", String.valueOf(outcome.requestBytes()));
        add(line, "out", String.valueOf(outcome.responseBytes()));
        add(line, "own", milliseconds(outcome.own()));
        add(line, "upstream", milliseconds(outcome.upstream()));
        add(line, "total", milliseconds(outcome.total()));
        add(line, "id", outcome.requestId());
        return line.toString();
    }

    @Override
    public String note(Note note) {
        StringBuilder line = new StringBuilder(Timestamps.of(note.at()) + "     " + note.event());
        add(line, "lost", note.lost() > 0 ? String.valueOf(note.lost()) : null);
        add(line, "detail", note.detail());
        return line.toString();
    }

    private static String blanks(int count) {
        return " ".repeat(Math.max(1, count));
    }

    private static String milliseconds(Duration duration) {
        return Timestamps.milliseconds(duration) + "ms";
    }

    private static void add(StringBuilder line, Particulars particulars) {
        SessionName session = particulars.session();
        add(line, "session", session == null ? null : session.hash());
        if (particulars.messages() > 1) {
            add(line, "messages", String.valueOf(particulars.messages()));
        }
        for (Operation operation : particulars.operations()) {
            add(line, "mcp", operation.method());
            switch (operation.kind()) {
                case NONE -> {}
                case TOOL -> add(line, "tool", operation.name());
                case PROMPT -> add(line, "prompt", operation.name());
                case RESOURCE, RESOURCE_TEMPLATE -> add(line, "resource", operation.name());
            }
            add(line, "arguments", operation.arguments());
        }
        add(line, "rule", particulars.rule());
        if (!particulars.missing().isEmpty()) {
            add(line, "missing", particulars.missing().toString());
        }
        add(line, "limit", particulars.limit());
        TraceParent trace = particulars.trace();
        add(line, "trace", trace == null ? null : trace.traceId());
    }

    private static void add(StringBuilder line, String key, @Nullable String value) {
        if (value != null) {
            quote(line.append(' ').append(key).append('='), value);
        }
    }

    /// Values that would not read as one word stand in quotes; what is not visible ASCII is escaped.
    private static void quote(StringBuilder line, String value) {
        if (isWord(value)) {
            line.append(value);
            return;
        }
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c >= 0x20 && c < 0x7f) {
                line.append(c);
            } else {
                line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        line.append('"');
    }

    private static boolean isWord(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= 0x20 || c >= 0x7f || c == '"' || c == '\\' || c == '=') {
                return false;
            }
        }
        return !value.isEmpty();
    }
}
