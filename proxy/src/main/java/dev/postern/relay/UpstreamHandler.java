package dev.postern.relay;

/// What becomes of the upstream's answer.
public interface UpstreamHandler {
    /// The fields the client gets for the upstream's response, hop-by-hop fields already gone.
    Fields responseFields(ResponseHead head);

    /// The answer where there is no response to relay.
    Answer failed(UpstreamFault fault);
}
