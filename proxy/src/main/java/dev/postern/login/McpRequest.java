package dev.postern.login;

import dev.postern.mcp.McpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// One message to an MCP server: its body, and the header fields that go with it.
///
/// @param body the JSON-RPC message
record McpRequest(String body, Map<String, String> headers) {
    static final String MODERN = "2026-07-28";
    static final String LEGACY = "2025-11-25";
    static final String ID = "1";

    private static final String META = "io.modelcontextprotocol/";
    private static final Map<String, String> CLIENT = Map.of("name", "postern", "version", "1");
    private static final Map<String, String> NAMED_BY =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    /// A request of the generation 2026-07-28, which needs nothing before it.
    ///
    /// @param params an object's JSON text
    static McpRequest modern(String method, String params) {
        Map<String, String> given = JsonText.members(params).orElse(Map.of());
        Map<String, String> meta = new LinkedHashMap<>(
                JsonText.members(given.getOrDefault("_meta", "{}")).orElse(Map.of()));
        meta.put(META + "protocolVersion", JsonText.of(MODERN));
        meta.put(META + "clientInfo", JsonText.of(CLIENT));
        meta.putIfAbsent(META + "clientCapabilities", "{}");
        Map<String, String> all = new LinkedHashMap<>(given);
        all.put("_meta", JsonText.object(meta));

        Map<String, String> headers = always();
        headers.put(McpHeaders.PROTOCOL_VERSION, MODERN);
        headers.put(McpHeaders.METHOD, method);
        String name = JsonText.string(given.getOrDefault(NAMED_BY.getOrDefault(method, ""), "null"))
                .orElse("");
        if (!name.isEmpty()) {
            headers.put(McpHeaders.NAME, encoded(name));
        }
        return new McpRequest(message(method, JsonText.object(all), true), headers);
    }

    /// The message that opens a session of the earlier generations.
    static McpRequest initialize() {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("protocolVersion", LEGACY);
        params.put("capabilities", Map.of());
        params.put("clientInfo", CLIENT);
        return new McpRequest(message("initialize", JsonText.of(params), true), always());
    }

    /// A message within such a session.
    ///
    /// @param session empty where the server keeps none
    static McpRequest legacy(String method, String params, boolean isRequest, String version, String session) {
        Map<String, String> headers = always();
        headers.put(McpHeaders.PROTOCOL_VERSION, version);
        if (!session.isEmpty()) {
            headers.put(McpHeaders.SESSION_ID, session);
        }
        return new McpRequest(message(method, params, isRequest), headers);
    }

    McpRequest with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new McpRequest(body, all);
    }

    private static Map<String, String> always() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("Accept-Encoding", "identity");
        return headers;
    }

    private static String message(String method, String params, boolean isRequest) {
        Map<String, String> message = new LinkedHashMap<>();
        message.put("jsonrpc", JsonText.of("2.0"));
        if (isRequest) {
            message.put("id", ID);
        }
        message.put("method", JsonText.of(method));
        message.put("params", params);
        return JsonText.object(message);
    }

    /// As a header field can carry it (2026-07-28, value encoding).
    static String encoded(String value) {
        boolean plain = value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)
                && value.equals(value.strip())
                && !(value.startsWith("=?base64?") && value.endsWith("?="));
        return plain
                ? value
                : "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
