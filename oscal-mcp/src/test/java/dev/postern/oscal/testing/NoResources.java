package dev.postern.oscal.testing;

import dev.postern.oscal.mcp.Resource;
import dev.postern.oscal.mcp.ResourceContents;
import dev.postern.oscal.mcp.ResourceTemplate;
import dev.postern.oscal.mcp.Resources;
import java.util.List;
import java.util.Optional;

/// None.
public record NoResources() implements Resources {
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
}
