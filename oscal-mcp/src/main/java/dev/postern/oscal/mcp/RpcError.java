package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Suggestion;
import java.util.List;
import java.util.Optional;

/// An error of JSON-RPC, with the code that MCP gives it.
public record RpcError(int code, String message, Optional<ObjectNode> data) {
    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;
    public static final int RESOURCE_NOT_FOUND = -32002;
    public static final int HEADER_MISMATCH = -32020;
    public static final int UNSUPPORTED_VERSION = -32022;

    public static RpcError of(int code, String message) {
        return new RpcError(code, message, Optional.empty());
    }

    static RpcError unsupportedVersion(String requested) {
        ObjectNode data = new ObjectBuilder()
                .putTexts("supported", Generation.supportedVersions())
                .put("requested", shortened(requested))
                .build();
        return new RpcError(UNSUPPORTED_VERSION, "Unsupported protocol version", Optional.of(data));
    }

    static RpcError invalidParams(String message) {
        return of(INVALID_PARAMS, message);
    }

    static RpcError unknown(String what, String name, List<String> known) {
        String advice = Suggestion.of(name, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
        return invalidParams("Unknown " + what + ": " + shortened(name) + advice);
    }

    /// A stranger's word, as it may stand in an answer.
    static String shortened(String word) {
        return word.length() > 60 ? word.substring(0, 60) + "…" : word;
    }

    ObjectNode toNode() {
        return new ObjectBuilder()
                .put("code", code)
                .put("message", message)
                .putNode("data", data)
                .build();
    }
}
