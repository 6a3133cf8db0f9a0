package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.JsonReader;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.NullNode;
import dev.postern.oscal.tree.NumberNode;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Reading;
import dev.postern.oscal.tree.TextNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Text to a message, strictly: of a member that is there twice neither is believed.
public final class MessageReader {
    /// It is repeated in the answer.
    private static final int MOST_OF_AN_ID = 500;

    private final JsonReader json = new JsonReader(Limits.MESSAGE);

    /// What came of it.
    public sealed interface Reception {

        /// A message.
        record Received(Message message) implements Reception {}

        /// None; the id is known where it could be read.
        record Malformed(RpcError error, Optional<Node> id) implements Reception {}
    }

    public Reception read(String text) {
        return switch (json.read(text)) {
            case Reading.Unreadable(var finding) -> malformed(RpcError.PARSE_ERROR, finding.message(), null);
            case Reading.Read(var root, var findings)
            when !findings.isEmpty() ->
                malformed(RpcError.PARSE_ERROR, findings.getFirst().message(), null);
            case Reading.Read(ObjectNode object, var _) -> message(object);
            case Reading.Read _ -> invalid("A message is one JSON object; batches are not taken.", null);
        };
    }

    private static Reception message(ObjectNode object) {
        Node id = object.get("id");
        if (!object.text("jsonrpc").equals(Optional.of("2.0"))) {
            return invalid("\"jsonrpc\" must be \"2.0\".", id);
        }
        if (!object.has("method")) {
            return object.has("result") || object.has("error")
                    ? new Reception.Received(new Message.Reply())
                    : invalid("A message has a \"method\".", id);
        }
        Optional<String> method = object.text("method");
        if (method.isEmpty()) {
            return invalid("\"method\" must be a string.", id);
        }
        return call(object, method.get(), id);
    }

    private static Reception call(ObjectNode object, String method, @Nullable Node id) {
        Node params = object.get("params");
        if (params != null && !(params instanceof ObjectNode)) {
            return malformed(RpcError.INVALID_PARAMS, "\"params\" must be an object.", id);
        }
        ObjectNode fields = params instanceof ObjectNode present ? present : ObjectNode.EMPTY;
        return switch (id) {
            case null -> new Reception.Received(new Message.Notification(method, fields));
            case TextNode text
            when text.text().length() <= MOST_OF_AN_ID ->
                new Reception.Received(new Message.Request(id, method, fields));
            case NumberNode number
            when number.isInteger() -> new Reception.Received(new Message.Request(id, method, fields));
            default -> invalid("\"id\" must be a short string or an integer.", null);
        };
    }

    private static Reception invalid(String message, @Nullable Node id) {
        return malformed(RpcError.INVALID_REQUEST, message, id);
    }

    private static Reception malformed(int code, String message, @Nullable Node id) {
        return new Reception.Malformed(
                RpcError.of(code, message), Optional.ofNullable(id instanceof NullNode ? null : id));
    }
}
