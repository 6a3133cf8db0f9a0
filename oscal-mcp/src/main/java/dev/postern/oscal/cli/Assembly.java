package dev.postern.oscal.cli;

import dev.postern.oscal.mcp.McpServer;
import dev.postern.oscal.mcp.Prompts;
import dev.postern.oscal.mcp.Resource;
import dev.postern.oscal.mcp.ResourceContents;
import dev.postern.oscal.mcp.ResourceTemplate;
import dev.postern.oscal.mcp.Resources;
import dev.postern.oscal.mcp.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Every object built once, by constructors, in reading order.
final class Assembly implements AutoCloseable {
    private final McpServer server;

    Assembly(List<Path> folders) {
        Resources none = new Resources() {
            @Override
            public List<Resource> list() {
                return List.of();
            }

            @Override
            public List<ResourceTemplate> templates() {
                return List.of();
            }

            @Override
            public Optional<ResourceContents> read(String uri) {
                return Optional.empty();
            }

            @Override
            public List<String> complete(String uriTemplate, String variable, String begun) {
                return List.of();
            }
        };
        server = new McpServer(
                new McpServer.Identity(
                        "postern-oscal", "Postern OSCAL", Version.number(), "OSCAL documents: " + folders),
                new Tools(List.of()),
                none,
                new Prompts(List.of()));
    }

    McpServer server() {
        return server;
    }

    String greeting() {
        return "no documents yet";
    }

    @Override
    public void close() {}
}
