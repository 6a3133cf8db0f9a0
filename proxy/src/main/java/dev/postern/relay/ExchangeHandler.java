package dev.postern.relay;

/// Decides on every request that the relay has read.
public interface ExchangeHandler {
    /// A request whose head is sound.
    void handle(Exchange exchange);

    /// A request whose head is not; the connection is closed after the answer.
    void malformed(Exchange exchange, MalformedMessage why);

    /// A request that a mistake of Postern's own stopped before its response began.
    void mistaken(Exchange exchange, RuntimeException mistake);
}
