package dev.postern.mcp;

import java.util.List;

/// The header fields of MCP's streamable HTTP transport, of both generations.
public final class McpHeaders {
    public static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
    public static final String SESSION_ID = "Mcp-Session-Id";
    public static final String METHOD = "Mcp-Method";
    public static final String NAME = "Mcp-Name";
    public static final String LAST_EVENT_ID = "Last-Event-ID";

    /// What mirrored parameters begin with; unknown ones are forwarded (2026-07-28, custom headers).
    public static final String PARAM_PREFIX = "Mcp-Param-";

    /// The fields a browser client sends.
    public static final List<String> REQUEST = List.of(PROTOCOL_VERSION, SESSION_ID, METHOD, NAME, LAST_EVENT_ID);

    private McpHeaders() {}
}
