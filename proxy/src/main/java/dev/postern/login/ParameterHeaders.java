package dev.postern.login;

import dev.postern.mcp.McpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Those arguments of a tool that its schema wants mirrored into header fields (2026-07-28, custom headers).
final class ParameterHeaders {
    private ParameterHeaders() {}

    /// @param tools the result of `tools/list`
    /// @param params of the `tools/call`
    static Map<String, String> of(String tools, String params) {
        Map<String, String> call = members(params);
        String name = call.getOrDefault("name", "");
        List<String> listed = JsonText.elements(members(tools).getOrDefault("tools", "[]"));
        Map<String, String> headers = new LinkedHashMap<>();
        for (String tool : listed) {
            Map<String, String> described = members(tool);
            if (described.getOrDefault("name", "").equals(name)) {
                add(members(described.get("inputSchema")), members(call.get("arguments")), headers);
            }
        }
        return headers;
    }

    private static void add(Map<String, String> schema, Map<String, String> values, Map<String, String> headers) {
        members(schema.get("properties")).forEach((property, text) -> {
            Map<String, String> described = members(text);
            String value = values.getOrDefault(property, "null");
            String header = JsonText.string(described.getOrDefault("x-mcp-header", "null"))
                    .orElse("");
            if (header.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") && isPrimitive(value)) {
                headers.put(
                        McpHeaders.PARAM_PREFIX + header,
                        McpRequest.encoded(JsonText.string(value).orElse(value)));
            }
            add(described, members(value), headers);
        });
    }

    private static boolean isPrimitive(String json) {
        return !json.equals("null") && !json.startsWith("{") && !json.startsWith("[");
    }

    private static Map<String, String> members(@Nullable String json) {
        return Optional.ofNullable(json).flatMap(JsonText::members).orElse(Map.of());
    }
}
