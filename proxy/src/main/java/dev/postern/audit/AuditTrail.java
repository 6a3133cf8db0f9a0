package dev.postern.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All the logs an outcome goes to, and what follows when one of them cannot be written.
public final class AuditTrail implements OutcomeListener, AutoCloseable {
    private final List<AuditLog> logs;
    private final boolean required;
    private final ArgumentRule arguments;

    /// @param required whether nothing may pass while a log cannot be written; else it passes and the loss is counted
    public AuditTrail(List<AuditLog> logs, boolean required) {
        this(logs, required, ArgumentRule.NEVER);
    }

    /// @param arguments of which calls they tell the arguments
    public AuditTrail(List<AuditLog> logs, boolean required, ArgumentRule arguments) {
        this.logs = List.copyOf(logs);
        this.required = required;
        this.arguments = arguments;
    }

    public void open() {
        logs.forEach(AuditLog::open);
    }

    public List<AuditLog> logs() {
        return logs;
    }

    @Override
    public void ended(Outcome outcome) {
        for (AuditLog log : logs) {
            log.ended(outcome);
        }
    }

    @Override
    public ArgumentRule arguments() {
        return arguments;
    }

    /// Whether requests may pass.
    public boolean mayServe() {
        return !required || areHealthy();
    }

    /// Why nothing may pass, null where it may.
    public @Nullable String trouble() {
        return required ? why() : null;
    }

    /// What is lost although requests pass, null where nothing is.
    public @Nullable String loss() {
        return required ? null : why();
    }

    private boolean areHealthy() {
        for (AuditLog log : logs) {
            if (!log.healthy()) {
                return false;
            }
        }
        return true;
    }

    private @Nullable String why() {
        for (AuditLog log : logs) {
            String trouble = log.trouble();
            if (trouble != null) {
                return trouble;
            }
        }
        return null;
    }

    /// After the end: a sentence for each log that lacks something.
    public List<String> unwritten() {
        List<String> sentences = new ArrayList<>();
        for (AuditLog log : logs) {
            String unwritten = log.unwritten();
            if (unwritten != null) {
                sentences.add(unwritten);
            }
        }
        return sentences;
    }

    @Override
    public void close() {
        logs.forEach(AuditLog::close);
    }
}
