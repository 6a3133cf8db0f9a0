package dev.postern.relay;

/// How the end of a message's body is told (RFC 9112 §6.3).
public sealed interface Framing {

    /// There is no body.
    record None() implements Framing {}

    /// `Content-Length`.
    ///
    /// @param bytes of the body
    record Length(long bytes) implements Framing {}

    /// `Transfer-Encoding: chunked`, and no other coding.
    record Chunked() implements Framing {}

    /// A response that ends with its connection.
    record UntilClose() implements Framing {}
}
