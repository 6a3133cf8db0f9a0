package dev.postern.oscal.profile;

import dev.postern.oscal.document.OscalDocument;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/// The head of a resolved catalog: the profile's metadata, where it came from, and a uuid that its content has each
/// time.
final class Heading {
    private static final String TOOL = "Postern OSCAL";

    private Heading() {}

    static ObjectNode metadata(OscalDocument profile) {
        return profile.content().object("metadata").orElse(ObjectNode.EMPTY);
    }

    static ObjectNode of(ObjectNode catalog, OscalDocument profile, String address) {
        ObjectNode metadata = metadata(profile);
        ObjectNode tool = new ObjectBuilder()
                .put("name", "resolution-tool")
                .put("value", TOOL)
                .build();
        ObjectNode source = new ObjectBuilder()
                .put("href", address)
                .put("rel", "source-profile")
                .build();
        ObjectNode headed = Branches.with(
                Branches.with(metadata, "props", Branches.joined(List.of(tool), metadata.objects("props"))),
                "links",
                Branches.joined(List.of(source), metadata.objects("links")));
        ObjectNode body =
                new ObjectBuilder().put("metadata", headed).putAll(catalog).build();
        return new ObjectBuilder().put("uuid", uuid(body)).putAll(body).build();
    }

    /// Version 5 of RFC 9562, with no namespace but the content itself.
    private static String uuid(ObjectNode body) {
        try {
            byte[] content = new JsonWriter().compact(body).getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(content);
            hash[6] = (byte) ((hash[6] & 0x0f) | 0x50);
            hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
            ByteBuffer bytes = ByteBuffer.wrap(hash);
            return new UUID(bytes.getLong(), bytes.getLong()).toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
