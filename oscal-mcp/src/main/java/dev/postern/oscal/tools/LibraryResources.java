package dev.postern.oscal.tools;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.library.Holding;
import dev.postern.oscal.library.Library;
import dev.postern.oscal.mcp.Resource;
import dev.postern.oscal.mcp.ResourceContents;
import dev.postern.oscal.mcp.ResourceTemplate;
import dev.postern.oscal.mcp.Resources;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The documents of the library, each whole as it was written.
public final class LibraryResources implements Resources {
    private static final String TEMPLATE = "oscal://{model}/{+name}";

    private final Library library;

    public LibraryResources(Library library) {
        this.library = library;
    }

    @Override
    public List<Resource> list() {
        return library.shelf().holdings().stream()
                .map(holding -> new Resource(
                        holding.uri(),
                        holding.name(),
                        holding.title(),
                        "An OSCAL " + holding.model().root() + " in "
                                + holding.format().word() + ".",
                        holding.format().mimeType(),
                        holding.size()))
                .toList();
    }

    @Override
    public List<ResourceTemplate> templates() {
        return List.of(new ResourceTemplate(
                TEMPLATE,
                "document",
                "A document of the library",
                "An OSCAL document as it was written; list_library tells which there are.",
                "application/json"));
    }

    @Override
    public Optional<ResourceContents> read(String uri) {
        return library.shelf()
                .at(uri)
                .map(holding -> new ResourceContents.Text(uri, holding.format().mimeType(), holding.text()));
    }

    @Override
    public List<String> complete(String uriTemplate, String variable, String begun) {
        if (!uriTemplate.equals(TEMPLATE)) {
            return List.of();
        }
        String start = begun.toLowerCase(Locale.ROOT);
        List<String> values = switch (variable) {
            case "model" -> Model.roots();
            case "name" ->
                library.shelf().holdings().stream()
                        .map(Holding::uri)
                        .map(uri -> uri.replaceFirst("^oscal://[^/]+/", ""))
                        .toList();
            default -> List.of();
        };
        return values.stream()
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(start))
                .toList();
    }
}
