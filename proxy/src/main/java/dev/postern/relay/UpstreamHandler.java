package dev.postern.relay;

import java.time.Duration;
import java.util.Optional;

/// What becomes of the upstream's answer.
public interface UpstreamHandler {
    /// Whether the response may be relayed; where not, it has failed as unfit.
    default boolean accepts(ResponseHead head) {
        return true;
    }

    /// What changes the response's body on its way; empty where it passes as it comes. Asked before
    /// [#responseFields], and not for a response that has no body.
    default Optional<BodyFilter> bodyFilter(ResponseHead head) {
        return Optional.empty();
    }

    /// The fields the client gets for the upstream's response, hop-by-hop fields already gone.
    Fields responseFields(ResponseHead head);

    /// How long an event stream may last from its beginning; empty where it may last as long as both ends like.
    Optional<Duration> longestStream();

    /// The answer where there is no response to relay.
    Answer failed(UpstreamFault fault);
}
