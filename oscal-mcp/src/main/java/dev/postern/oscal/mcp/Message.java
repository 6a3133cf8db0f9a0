package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.Node;
import dev.postern.oscal.tree.ObjectNode;
import java.util.Optional;

/// A message of JSON-RPC from a client.
public sealed interface Message {

    /// Wants an answer with its id.
    record Request(Node id, String method, ObjectNode params) implements Message {
        private static final String PREFIX = "io.modelcontextprotocol/";

        public ObjectNode meta() {
            return params.object("_meta").orElse(ObjectNode.EMPTY);
        }

        /// The version that the request itself speaks, from 2026-07-28 on.
        public Optional<String> version() {
            return meta().text(PREFIX + "protocolVersion");
        }

        boolean saysCapabilities() {
            return meta().object(PREFIX + "clientCapabilities").isPresent();
        }

        /// What notifications of progress shall be known by, where they are wanted.
        public Optional<Node> progressToken() {
            return Optional.ofNullable(meta().get("progressToken"));
        }

        /// What `Mcp-Name` repeats, for the methods that have it.
        public Optional<String> name() {
            return switch (method) {
                case "tools/call", "prompts/get" -> params.text("name");
                case "resources/read" -> params.text("uri");
                default -> Optional.empty();
            };
        }
    }

    /// Wants no answer.
    record Notification(String method, ObjectNode params) implements Message {}

    /// Answers a request of ours; there are none.
    record Reply() implements Message {}
}
