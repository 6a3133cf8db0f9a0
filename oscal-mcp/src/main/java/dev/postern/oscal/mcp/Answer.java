package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.NullNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.Optional;

/// What a request is answered with.
public sealed interface Answer {

    /// For a call that ran out of time.
    String TOO_LONG = "This took longer than the server lets a call take, and was ended. Ask for less: a smaller "
            + "document, one level, fewer entries by offset and limit. Who runs the server can raise --call-timeout.";

    /// What was asked for.
    record Result(ObjectNode result) implements Answer {}

    /// Why there is none.
    record Failure(RpcError error) implements Answer {}

    static Answer failure(int code, String message) {
        return new Failure(RpcError.of(code, message));
    }

    static Answer tookTooLong() {
        return failure(RpcError.INTERNAL_ERROR, TOO_LONG);
    }

    /// The message that carries it.
    default ObjectNode toMessage(Optional<Node> id) {
        ObjectBuilder message = new ObjectBuilder().put("jsonrpc", "2.0").put("id", id.orElse(new NullNode(0, 0)));
        return switch (this) {
            case Result(var result) -> message.put("result", result).build();
            case Failure(var error) -> message.put("error", error.toNode()).build();
        };
    }
}
