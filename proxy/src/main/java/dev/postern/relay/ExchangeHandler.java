package dev.postern.relay;

/// Decides on every request that the relay has read.
public interface ExchangeHandler {
    /// A request whose head is sound.
    void handle(Exchange exchange);

    /// A request whose head is not; the connection is closed after the answer.
    void malformed(Exchange exchange, MalformedMessage why);
}
