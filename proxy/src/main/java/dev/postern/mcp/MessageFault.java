package dev.postern.mcp;

/// Why a body holds no messages that could be judged.
public enum MessageFault {
    EMPTY("body_empty", -32700, "The body is empty; a JSON-RPC message is expected"),
    ENCODING("body_encoding", -32700, "The body is not UTF-8 without a byte order mark"),
    NOT_JSON("body_json", -32700, "The body is not one JSON text that every reader understands alike"),
    NO_MESSAGE("body_message", -32600, "The body is not a JSON-RPC 2.0 message of MCP"),
    BATCH("body_batch", -32600, "The batch is empty, or has more messages than are let through"),
    CASE("body_case", -32600, "A member's name differs from an expected one, or from its neighbour, only by case"),
    NAME("body_name", -32600, "What the message is about is not named, or not by a plain text");

    private final String label;
    private final int code;
    private final String sentence;

    MessageFault(String label, int code, String sentence) {
        this.label = label;
        this.code = code;
        this.sentence = sentence;
    }

    /// A word for the log and the metric.
    public String label() {
        return label;
    }

    /// The code of the JSON-RPC error.
    public int code() {
        return code;
    }

    public String sentence() {
        return sentence;
    }
}
