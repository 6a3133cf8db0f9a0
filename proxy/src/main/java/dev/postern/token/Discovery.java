package dev.postern.token;

import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.oauth.Issuer;
import dev.postern.outbound.FetchOutcome;
import dev.postern.outbound.IssuerClient;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Finds an issuer's endpoints through its metadata: RFC 8414 and OpenID Connect discovery, in the order MCP clients
/// use.
final class Discovery {

    /// What came of looking.
    sealed interface Found {
        record Metadata(JsonObject metadata) implements Found {}

        record Nowhere(String reason) implements Found {}
    }

    private final Issuer issuer;
    private final IssuerClient client;
    private final InstantSource clock;

    Discovery(Issuer issuer, IssuerClient client, InstantSource clock) {
        this.issuer = issuer;
        this.client = client;
        this.clock = clock;
    }

    /// Asks one place after the other until one answers, or the time is over.
    Found find(Instant deadline) {
        String reasons = "";
        for (URI place : issuer.metadataPlaces()) {
            Duration left = Duration.between(clock.instant(), deadline);
            if (!left.isPositive()) {
                return new Found.Nowhere("no metadata in time" + reasons);
            }
            switch (client.get(place, left)) {
                case FetchOutcome.Fetched fetched -> {
                    return read(fetched.text());
                }
                case FetchOutcome.Failed failed -> reasons += "; " + place.getPath() + ": " + failed.reason();
            }
        }
        return new Found.Nowhere("no metadata" + reasons);
    }

    /// What a document says that came from one of the places.
    Found read(String text) {
        Optional<JsonObject> metadata = StrictJson.read(text);
        if (metadata.isEmpty()) {
            return new Found.Nowhere("metadata that is not a JSON object");
        }
        Optional<String> stated = metadata.get().string("issuer");
        if (!stated.equals(Optional.of(issuer.value()))) {
            return new Found.Nowhere(
                    "metadata of another issuer (RFC 8414 §3.3): expected " + issuer + ", found " + Shown.of(stated));
        }
        return new Found.Metadata(metadata.get());
    }

    /// An endpoint the metadata names, empty where it names none that may be called.
    Optional<URI> endpoint(JsonObject metadata, String name) {
        return metadata.string(name).flatMap(this::acceptable);
    }

    private Optional<URI> acceptable(String url) {
        try {
            URI uri = new URI(url);
            boolean downgraded =
                    "https".equalsIgnoreCase(issuer.uri().getScheme()) && !"https".equalsIgnoreCase(uri.getScheme());
            return downgraded ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
