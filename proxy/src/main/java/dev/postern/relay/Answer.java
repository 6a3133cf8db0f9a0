package dev.postern.relay;

/// A whole response of our own. Framing, `Connection` and `Date` are added when it is written.
///
/// @param status the HTTP status
/// @param fields its header fields
/// @param body its body, which the receiver must not change
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to a socket: never compared, never kept
public record Answer(int status, Fields fields, byte[] body) {}
