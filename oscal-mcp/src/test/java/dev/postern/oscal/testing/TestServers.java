package dev.postern.oscal.testing;

import dev.postern.oscal.mcp.McpServer;
import dev.postern.oscal.mcp.Prompts;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.Tools;
import java.util.List;

/// Servers with nothing but some tools.
public final class TestServers {
    private TestServers() {}

    public static McpServer with(Tool... tools) {
        return new McpServer(
                new McpServer.Identity("test", "Test", "1", "Use it."),
                new Tools(List.of(tools)),
                new NoResources(),
                new Prompts(List.of()));
    }
}
