package dev.postern.relay;

import java.net.InetAddress;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One request and the ways to end it: exactly one of [#answer] and [#forward], once. Lives on one I/O thread.
public interface Exchange {
    RequestHead request();

    /// The other end of the connection, be it the client or a proxy before us.
    InetAddress peer();

    /// Ends the exchange with a response of our own.
    void answer(Answer answer);

    /// Reads the request's body whole before anything becomes of the request, at most once. [#forward] then sends
    /// exactly
    /// these bytes. A body that is too large, too slow, broken or cut short is refused as malformed, and `then` is
    /// never called.
    ///
    /// @param bound how many bytes it may have at most
    /// @param then gets the bytes, which it must not change
    void readBody(int bound, Consumer<byte[]> then);

    /// Sends the request to the upstream and relays its response, both ways as they come.
    ///
    /// @param path the request target for the upstream
    /// @param fields the end-to-end fields it gets; `Host` and framing are added
    void forward(String path, Fields fields, UpstreamHandler handler);

    /// What was noted at an earlier request of this connection, null where nothing was.
    @Nullable
    Object note();

    /// Notes something for the connection's next requests. An event stream, which may last, lets go of it.
    void note(Object note);

    /// Does work that may wait on another thread, then comes back to this exchange's own.
    <T> void offload(Supplier<T> work, Consumer<T> then);

    /// Tells once how it ended. To be called before anything else.
    void onEnd(Consumer<Ending> listener);

    /// Does this, besides, once it is over, however that comes about.
    void whenOver(Runnable action);
}
