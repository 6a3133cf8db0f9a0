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
    private static final int MOST = 1_000_000;
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
                "An OSCAL document as it was written; list_library tells which there are. One of more than a million "
                        + "characters comes in pieces: _meta.next is the URI of the next one.",
                "application/json"));
    }

    @Override
    public Optional<ResourceContents> read(String uri) {
        return library.shelf().at(uri.replaceFirst("\\?offset=[0-9]{1,8}$", "")).map(holding -> contents(holding, uri));
    }

    /// Whole, or from an offset where it is longer than an answer may be.
    private static ResourceContents contents(Holding holding, String uri) {
        String text = holding.text();
        String mimeType = holding.format().mimeType();
        if (text.length() <= MOST && uri.equals(holding.uri())) {
            return new ResourceContents.Text(uri, mimeType, text);
        }
        int from = uri.equals(holding.uri()) ? 0 : Integer.parseInt(uri.substring(uri.lastIndexOf('=') + 1));
        Excerpt piece = Excerpt.of(text, from, MOST);
        Optional<String> next =
                piece.next() < 0 ? Optional.empty() : Optional.of(holding.uri() + "?offset=" + piece.next());
        return new ResourceContents.Piece(uri, mimeType, piece.text(), next);
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
