package dev.postern.relay;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// Changes the body of one response on its way to the client. Lives on one I/O thread.
public interface BodyFilter {
    /// Whether the client gets nothing, not even the head, before the body is whole.
    boolean wantsWhole();

    /// Takes what came of the body.
    ///
    /// @param piece read to its end; not to be held on to
    /// @param out takes what the client gets now
    /// @throws UnfitBody where the client must not get the rest
    void take(ByteBuffer piece, ByteArrayOutputStream out) throws UnfitBody;

    /// No more comes.
    ///
    /// @param out takes what the client gets at last
    /// @throws UnfitBody where the body is not one that may be passed on
    void end(ByteArrayOutputStream out) throws UnfitBody;
}
