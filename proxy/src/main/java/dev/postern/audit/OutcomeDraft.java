package dev.postern.audit;

import dev.postern.oauth.Identity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An outcome in the making: the stages of one request say what they found, the last word counts. Lives on one thread.
public final class OutcomeDraft {
    private final Instant at;
    private final String requestId;
    private final String clientAddress;
    private final String method;
    private final String path;
    private Result result = Result.ERROR;
    private @Nullable String reason;
    private @Nullable String detail;
    private @Nullable Identity identity;
    private Runnable whenFinished = () -> {};

    public OutcomeDraft(Instant at, String requestId, String clientAddress, String method, String path) {
        this.at = at;
        this.requestId = requestId;
        this.clientAddress = clientAddress;
        this.method = method;
        this.path = path;
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
                requestBytes,
                responseBytes,
                total,
                own,
                upstream);
    }
}
