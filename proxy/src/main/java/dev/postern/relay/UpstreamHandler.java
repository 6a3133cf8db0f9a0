package dev.postern.relay;

import java.time.Duration;
import java.util.Optional;

/// What becomes of the upstream's answer.
public interface UpstreamHandler {
    /// The fields the client gets for the upstream's response, hop-by-hop fields already gone.
    Fields responseFields(ResponseHead head);

    /// How long an event stream may last from its beginning; empty where it may last as long as both ends like.
    Optional<Duration> longestStream();

    /// The answer where there is no response to relay.
    Answer failed(UpstreamFault fault);
}
