package dev.postern.relay;

import java.time.Duration;

/// How an exchange ended, once for each.
///
/// @param how it ended
/// @param status the status sent to the client, 0 where none was
/// @param requestBytes of the body, without framing
/// @param responseBytes of the body, without framing
/// @param total from the head's first byte to the response's last
/// @param own of that, until the request was forwarded or answered
/// @param upstream of that, from then to the upstream's header fields; zero where it was not forwarded
public record Ending(
        How how, int status, long requestBytes, long responseBytes, Duration total, Duration own, Duration upstream) {

    /// The ways an exchange can end.
    public enum How {
        /// With an answer of our own.
        ANSWERED,
        /// With the upstream's whole response.
        RELAYED,
        /// The client left before the response's end.
        CLIENT_GONE,
        /// The client stopped within its own request.
        REQUEST_CUT,
        /// The upstream's response broke off within its body, and so did ours.
        UPSTREAM_CUT,
        /// The stopping process ended the stream in good order.
        DRAINED,
        /// The stream had lasted as long as it may, and ended in good order.
        EXPIRED,
        /// A mistake of Postern's own cut the response.
        MISTAKEN
    }
}
