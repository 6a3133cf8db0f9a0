package dev.postern.audit;

/// What an [AuditSink] is given to write: what became of a request, or what became of the log itself.
public sealed interface Entry permits Outcome, Note {}
