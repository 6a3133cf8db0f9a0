package dev.postern.oscal.mcp;

import java.util.List;
import java.util.Optional;

/// The resources there are; they may be others from one moment to the next.
public interface Resources {

    List<Resource> list();

    List<ResourceTemplate> templates();

    Optional<ResourceContents> read(String uri);

    /// What a variable of a template may be completed to.
    List<String> complete(String uriTemplate, String variable, String begun);
}
