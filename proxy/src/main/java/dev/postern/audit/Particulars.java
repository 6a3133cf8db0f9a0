package dev.postern.audit;

import dev.postern.oauth.Scopes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a request beyond its head, its caller and its end; for many that is nothing.
///
/// @param trace the caller's trace
/// @param session the MCP session it belongs to
/// @param operations what its messages asked for, the first ones where there are very many; empty where nobody looked
/// @param messages how many messages it had, 0 where nobody looked
/// @param rule which rule decided
/// @param missing the scopes it would have needed besides
/// @param limit which rate limit it met
public record Particulars(
        @Nullable TraceParent trace,
        @Nullable SessionName session,
        List<Operation> operations,
        int messages,
        @Nullable String rule,
        Scopes missing,
        @Nullable String limit) {
    public static final Particulars NONE = new Particulars(null, null, List.of(), 0, null, Scopes.NONE, null);

    public Particulars {
        operations = List.copyOf(operations);
    }
}
