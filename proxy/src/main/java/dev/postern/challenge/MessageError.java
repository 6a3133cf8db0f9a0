package dev.postern.challenge;

import dev.postern.json.JsonText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The JSON body of a refusal, as a JSON-RPC error response.
///
/// @param id the request's `id` as its JSON text, null where it is not known
/// @param code the JSON-RPC error code
/// @param message a sentence for a person; nothing of a token or a request
public record MessageError(@Nullable String id, int code, String message) {
    /// MCP: header fields do not say what the body says.
    public static final int HEADER_MISMATCH = -32020;

    public static final int INVALID_REQUEST = -32600;

    /// Of the codes that MCP leaves to implementations: a server could not do it now.
    public static final int UNAVAILABLE = -32000;

    /// Of the codes that MCP leaves to implementations: the caller may not do it.
    public static final int FORBIDDEN = -32003;

    public byte[] json() {
        String text = "{\"jsonrpc\":\"2.0\",\"id\":" + (id == null ? "null" : id) + ",\"error\":{\"code\":" + code
                + ",\"message\":" + JsonText.quote(message) + "}}";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
