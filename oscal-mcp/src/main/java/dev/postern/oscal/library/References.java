package dev.postern.oscal.library;

import dev.postern.oscal.document.Model;
import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.tree.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which document of the library an `href` means. Nothing outside of the library is ever looked at.
public final class References {
    private final Shelf shelf;

    public References(Shelf shelf) {
        this.shelf = shelf;
    }

    /// The document that is meant, where the library has it.
    ///
    /// @param from the document that the reference stands in; its back matter says what `#uuid` is
    public Optional<Holding> resolve(OscalDocument from, String href, List<Model> models) {
        for (String location : locations(from, href)) {
            Optional<Holding> found = at(location, models);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static List<String> locations(OscalDocument from, String href) {
        if (!href.startsWith("#")) {
            return List.of(href);
        }
        String uuid = href.substring(1);
        List<String> locations = new ArrayList<>();
        for (ObjectNode resource :
                from.content().object("back-matter").orElse(ObjectNode.EMPTY).objects("resources")) {
            if (resource.text("uuid").equals(Optional.of(uuid))) {
                resource.objects("rlinks").forEach(rlink -> rlink.text("href").ifPresent(locations::add));
            }
        }
        locations.add("urn:uuid:" + uuid);
        return locations;
    }

    private Optional<Holding> at(String location, List<Model> models) {
        String uuid = location.startsWith("urn:uuid:") ? location.substring("urn:uuid:".length()) : "";
        String file = plain(location);
        List<Holding> among = shelf.holdings().stream()
                .filter(holding -> models.contains(holding.model()))
                .toList();
        return among.stream()
                .filter(holding -> holding.uri().equals(location)
                        || (!uuid.isEmpty() && holding.uuid().equals(Optional.of(uuid))))
                .findFirst()
                .or(() -> among.stream()
                        .filter(holding -> holding.name().equals(location))
                        .findFirst())
                .or(() -> among.stream()
                        .filter(holding ->
                                uuid.isEmpty() && plain(holding.name()).equals(file))
                        .findFirst());
    }

    /// The name of a file whatever its folder, format and size: NIST's profiles name others than are downloaded.
    private static String plain(String location) {
        String path = location.split("[?#]", 2)[0];
        String file = path.substring(path.lastIndexOf('/') + 1);
        return file.toLowerCase(Locale.ROOT)
                .replaceFirst("\\.(json|xml|yaml|yml)$", "")
                .replaceFirst("-min$", "");
    }
}
