package dev.postern.gateway;

/// One step of a request: it answers, or hands on to the next with what it found out.
///
/// @param <T> what the step before found out
interface Stage<T> {
    void handle(GuardedExchange exchange, T found);
}
