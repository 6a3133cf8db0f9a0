package dev.postern.gateway;

import dev.postern.relay.Answer;
import dev.postern.relay.RequestHead;

/// The authorization server, as far as the public listener has to know it: some paths, and something that answers.
public interface AuthorizationFace {
    boolean serves(String path);

    /// Answers a request. May block.
    ///
    /// @param body all of it
    /// @param address whom it came from
    Answer answer(RequestHead request, byte[] body, String address);
}
