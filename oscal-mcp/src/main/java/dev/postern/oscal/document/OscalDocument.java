package dev.postern.oscal.document;

import dev.postern.oscal.tree.Finding;
import dev.postern.oscal.tree.ObjectNode;
import java.util.List;
import java.util.Optional;

/// A document that says which model it is of; it may be wrong in everything else.
///
/// @param whole the tree as JSON would have it: one member, named as the model's root
/// @param content what that member holds
/// @param findings what its reading found
public record OscalDocument(Format format, Model model, ObjectNode whole, ObjectNode content, List<Finding> findings) {
    /// It is repeated in many answers.
    private static final int MOST_OF_A_TITLE = 300;

    public OscalDocument {
        findings = List.copyOf(findings);
    }

    public Optional<String> uuid() {
        return content.text("uuid");
    }

    public String title() {
        String title = metadata("title").orElse("(no title)");
        return title.length() > MOST_OF_A_TITLE ? title.substring(0, MOST_OF_A_TITLE) + "…" : title;
    }

    public Optional<String> oscalVersion() {
        return metadata("oscal-version");
    }

    public Optional<String> metadata(String name) {
        return content.object("metadata").flatMap(metadata -> metadata.text(name));
    }

    /// Whether it says that it is a profile which was resolved to a catalog.
    public boolean isResolvedProfile() {
        ObjectNode metadata = content.object("metadata").orElse(ObjectNode.EMPTY);
        return metadata.objects("props").stream()
                        .anyMatch(prop -> prop.text("name").equals(Optional.of("resolution-tool")))
                || metadata.objects("links").stream()
                        .anyMatch(link -> link.text("rel").equals(Optional.of("source-profile")));
    }

    /// The path of the content, for findings.
    public String rootPath() {
        return "/" + model.root();
    }
}
