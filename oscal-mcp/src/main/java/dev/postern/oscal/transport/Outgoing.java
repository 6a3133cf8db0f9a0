package dev.postern.oscal.transport;

import dev.postern.oscal.mcp.Answer;
import dev.postern.oscal.mcp.RpcError;
import dev.postern.oscal.tree.BoundedText;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import java.util.Optional;

/// Messages to clients as text, none of them longer than anybody can want.
final class Outgoing {
    private static final int MOST = 2_000_000;

    private final JsonWriter json = new JsonWriter();

    String text(ObjectNode message) {
        try {
            return json.compact(message, MOST);
        } catch (BoundedText.TooLong _) {
            return json.compact(Answer.failure(
                            RpcError.INVALID_REQUEST,
                            "The answer would have more than " + MOST
                                    + " characters. Ask for less, by limit, offset or max_characters.")
                    .toMessage(Optional.ofNullable(message.get("id"))));
        }
    }

    String text(Node id) {
        return json.compact(id);
    }
}
