package dev.postern.oscal.mcp;

import java.util.List;
import java.util.Optional;

/// Several kinds of resources, one after the other.
record SeveralResources(List<Resources> parts) implements Resources {
    SeveralResources {
        parts = List.copyOf(parts);
    }

    @Override
    public List<Resource> list() {
        return parts.stream().flatMap(part -> part.list().stream()).toList();
    }

    @Override
    public List<ResourceTemplate> templates() {
        return parts.stream().flatMap(part -> part.templates().stream()).toList();
    }

    @Override
    public Optional<ResourceContents> read(String uri) {
        return parts.stream().flatMap(part -> part.read(uri).stream()).findFirst();
    }

    @Override
    public List<String> complete(String uriTemplate, String variable, String begun) {
        return parts.stream()
                .flatMap(part -> part.complete(uriTemplate, variable, begun).stream())
                .toList();
    }
}
