package dev.postern.relay;

/// Why the upstream gave no response that could be relayed.
public enum UpstreamFault {
    /// It refused the connection, or did not accept it in time.
    UNREACHABLE,
    /// It accepted the request but sent no header fields in time.
    TIMEOUT,
    /// It closed the connection, or what it sent is not HTTP/1.1 as we accept it.
    BROKEN,
    /// Its head or its body is one that may not pass.
    UNFIT
}
