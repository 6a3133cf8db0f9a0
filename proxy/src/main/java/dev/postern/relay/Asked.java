package dev.postern.relay;

import org.jspecify.annotations.Nullable;

/// What is asked of the upstream.
///
/// @param path the request target
/// @param fields the end-to-end fields
/// @param handler says what becomes of the answer
/// @param parser reads the answer's head
record Asked(String path, Fields fields, UpstreamHandler handler, ResponseParser parser) {

    /// For another connection, of whose response nothing was read.
    Asked again(ResponseParser another) {
        return new Asked(path, fields, handler, another);
    }

    /// @param whole the body, where it was read already
    void writeHead(MessageWriter writer, String authority, RequestHead request, byte @Nullable [] whole) {
        writer.line(request.method() + " " + path + " HTTP/1.1")
                .field("Host", authority)
                .fields(fields)
                .framing(framing(request, whole))
                .endOfHead();
    }

    /// Of a body that was read whole, its length is known whatever it came in.
    private static Framing framing(RequestHead request, byte @Nullable [] whole) {
        return whole == null || request.framing() instanceof Framing.None
                ? request.framing()
                : new Framing.Length(whole.length);
    }
}
