package dev.postern.trail;

import dev.postern.audit.Entry;
import dev.postern.audit.Note;
import dev.postern.audit.Operation;
import dev.postern.audit.Outcome;
import dev.postern.audit.Particulars;
import dev.postern.audit.Result;
import dev.postern.audit.SessionName;
import dev.postern.audit.TraceParent;
import dev.postern.mcp.McpMessage.Kind;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Entries for tests.
final class Records {
    static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

    private static final Identity ALICE =
            new Identity(new Issuer("https://id.example.com"), "alice", "cli", Scopes.parse("mcp:use"), Instant.EPOCH);

    private Records() {}

    static Entry note(String event) {
        return Note.of(AT, event);
    }

    static List<Entry> notes(int count) {
        List<Entry> notes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            notes.add(note("event " + i));
        }
        return notes;
    }

    /// A tool call that a rule refused for want of a scope, with all there is to tell.
    static Outcome refusedCall() {
        return call(
                Result.INSUFFICIENT_SCOPE,
                403,
                new Particulars(
                        new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true),
                        new SessionName("session-1"),
                        List.of(new Operation("tools/call", Kind.TOOL, "save_file", "{\"path\":\"/srv/a\"}")),
                        1,
                        "files",
                        Scopes.parse("oscal:write"),
                        "per-user"));
    }

    /// A message about this, let through.
    static Outcome of(Operation operation) {
        return call(Result.ADMITTED, 200, new Particulars(null, null, List.of(operation), 1, null, Scopes.NONE, null));
    }

    /// Two messages in one request.
    static Outcome batch() {
        List<Operation> operations = List.of(
                new Operation("ping", Kind.NONE, "", null), new Operation("tools/call", Kind.TOOL, "save_file", null));
        return call(Result.ADMITTED, 200, new Particulars(null, null, operations, 2, null, Scopes.NONE, null));
    }

    static Outcome admitted() {
        return call(Result.ADMITTED, 200, Particulars.NONE);
    }

    private static Outcome call(Result result, int status, Particulars particulars) {
        return new Outcome(
                AT,
                "r1",
                "192.0.2.1",
                "POST",
                "/mcp",
                status,
                result,
                result == Result.ADMITTED ? null : "scope",
                result == Result.ADMITTED ? null : "needed: oscal:write",
                ALICE,
                particulars,
                result == Result.ADMITTED,
                12,
                345,
                Duration.ofMillis(7),
                Duration.ofNanos(412_345),
                Duration.ofMillis(6));
    }
}
