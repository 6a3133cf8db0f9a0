package dev.postern.oscal.mcp;

import java.util.List;
import java.util.Optional;

/// The resources there are; they may be others from one moment to the next.
public interface Resources {

    /// Several as one; what the first knows, the others are not asked for.
    static Resources of(List<Resources> parts) {
        return new SeveralResources(parts);
    }

    List<Resource> list();

    List<ResourceTemplate> templates();

    Optional<ResourceContents> read(String uri);

    /// What a variable of a template may be completed to.
    List<String> complete(String uriTemplate, String variable, String begun);
}
