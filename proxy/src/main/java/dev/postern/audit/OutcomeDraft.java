package dev.postern.audit;

import dev.postern.mcp.McpMessage;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An outcome in the making: the stages of one request say what they found, the last word counts. Lives on one thread.
public final class OutcomeDraft {
    /// Of so many messages in one request each is told.
    private static final int MOST_OPERATIONS = 100;

    private final Instant at;
    private final String requestId;
    private final String clientAddress;
    private final String method;
    private final String path;
    private Result result = Result.ERROR;
    private @Nullable String reason;
    private @Nullable String detail;
    private @Nullable Identity identity;
    private @Nullable TraceParent trace;
    private @Nullable SessionName session;
    private List<Operation> operations = List.of();
    private int messages;
    private @Nullable String rule;
    private Scopes missing = Scopes.NONE;
    private @Nullable String limit;
    private boolean forwarded;
    private final ArgumentRule arguments;
    private Runnable whenFinished = () -> {};

    /// Where nobody asks for the arguments of calls.
    public OutcomeDraft(Instant at, String requestId, String clientAddress, String method, String path) {
        this(at, requestId, clientAddress, method, path, ArgumentRule.NEVER);
    }

    /// @param arguments which arguments of calls are written down
    public OutcomeDraft(
            Instant at, String requestId, String clientAddress, String method, String path, ArgumentRule arguments) {
        this.at = at;
        this.requestId = requestId;
        this.clientAddress = clientAddress;
        this.method = method;
        this.path = path;
        this.arguments = arguments;
    }

    public String requestId() {
        return requestId;
    }

    public String clientAddress() {
        return clientAddress;
    }

    public void result(Result newResult) {
        result = newResult;
    }

    /// Says why the request ends as it does.
    ///
    /// @param newReason a label from a closed set
    /// @param newDetail for the person who reads the log
    public void because(String newReason, @Nullable String newDetail) {
        reason = newReason;
        detail = newDetail;
    }

    public void identity(Identity newIdentity) {
        identity = newIdentity;
    }

    /// The caller's trace.
    public void trace(TraceParent newTrace) {
        trace = newTrace;
    }

    /// The MCP session the request belongs to, or makes.
    ///
    /// @param clear its id as the upstream knows it; only a hash of it is written down
    public void session(String clear) {
        session = new SessionName(clear);
    }

    /// The messages of the body, once they are read; nothing of them is kept but what is written down.
    public void judged(List<McpMessage> read) {
        messages = read.size();
        operations = new ArrayList<>(Math.min(messages, MOST_OPERATIONS));
        for (McpMessage message : read) {
            if (message instanceof McpMessage.Call call && operations.size() < MOST_OPERATIONS) {
                operations.add(Operation.of(call, arguments));
            }
        }
    }

    /// Which rule decided, for or against it.
    public void rule(String name) {
        rule = name;
    }

    /// Which scopes the request would have needed besides those granted.
    public void missing(Scopes scopes) {
        missing = scopes;
    }

    /// Which rate limit the request met.
    public void limit(String name) {
        limit = name;
    }

    /// It was let through to the upstream, whatever became of it there.
    public void forwarded() {
        forwarded = true;
    }

    /// What is to happen, besides, when the outcome is finished.
    public void whenFinished(Runnable action) {
        whenFinished = action;
    }

    /// The finished outcome.
    public Outcome finish(
            int status, long requestBytes, long responseBytes, Duration total, Duration own, Duration upstream) {
        whenFinished.run();
        return new Outcome(
                at,
                requestId,
                clientAddress,
                method,
                path,
                status,
                result,
                reason,
                detail,
                identity,
                particulars(),
                forwarded,
                requestBytes,
                responseBytes,
                total,
                own,
                upstream);
    }

    private Particulars particulars() {
        boolean none =
                trace == null && session == null && messages == 0 && rule == null && missing.isEmpty() && limit == null;
        return none ? Particulars.NONE : new Particulars(trace, session, operations, messages, rule, missing, limit);
    }
}
