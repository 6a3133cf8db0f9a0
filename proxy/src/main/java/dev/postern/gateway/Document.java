package dev.postern.gateway;

import dev.postern.challenge.ResourceMetadata;
import java.time.Duration;

/// A document that everybody may read.
///
/// @param path where it is served
/// @param json what it says
/// @param etag its entity tag, quotes included
/// @param maxAge how long it may be kept
record Document(String path, String json, String etag, Duration maxAge) {
    static Document of(ResourceMetadata metadata) {
        return new Document(metadata.path(), metadata.json(), metadata.etag(), Duration.ofHours(1));
    }

    /// Keys, which are looked for anew when they are replaced.
    static Document keys(String path, String json) {
        return new Document(path, json, '"' + Integer.toHexString(json.hashCode()) + '"', Duration.ofMinutes(5));
    }
}
