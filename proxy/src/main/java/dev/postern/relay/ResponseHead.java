package dev.postern.relay;

/// The head of a response.
///
/// @param status 200 to 599
/// @param fields its end-to-end header fields
/// @param framing how its body ends
/// @param keepAlive whether the connection may be used again after it
/// @param keepAliveHint the value of `Keep-Alive`, empty where there is none
public record ResponseHead(int status, Fields fields, Framing framing, boolean keepAlive, String keepAliveHint) {}
