package dev.postern.relay;

import java.util.Locale;

/// The head of a response.
///
/// @param status 200 to 599
/// @param fields its end-to-end header fields
/// @param framing how its body ends
/// @param keepAlive whether the connection may be used again after it
/// @param keepAliveHint the value of `Keep-Alive`, empty where there is none
public record ResponseHead(int status, Fields fields, Framing framing, boolean keepAlive, String keepAliveHint) {

    /// Whether the body is a stream of server-sent events.
    public boolean isEventStream() {
        String type = fields.first(FieldName.CONTENT_TYPE).orElse("");
        return type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }
}
