package dev.postern.login;

import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.login.CallOutcome.Answered;
import dev.postern.login.CallOutcome.Failed;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds a protected resource's metadata: where the challenge says, else at the well-known place of the path, else at
/// that
/// of the root.
final class ResourceDiscovery {
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    private final HttpCalls calls;

    ResourceDiscovery(HttpCalls calls) {
        this.calls = calls;
    }

    ResourceDocument find(Endpoint endpoint, BearerChallenge challenge) throws LoginException {
        if (!challenge.resourceMetadata().isEmpty()) {
            return named(endpoint, challenge.resourceMetadata());
        }
        List<String> reasons = new ArrayList<>();
        for (URI place : places(endpoint)) {
            switch (calls.get(place)) {
                case Answered answered
                when answered.status() == 200 -> {
                    Optional<JsonObject> metadata = StrictJson.read(answered.body());
                    if (metadata.isPresent()) {
                        return ResourceDocument.of(metadata.get(), endpoint, place.toString());
                    }
                    reasons.add(place + ": not a JSON object");
                }
                case Answered answered -> reasons.add(place + ": status " + answered.status());
                case Failed failed -> reasons.add(place + ": " + failed.reason());
            }
        }
        throw new LoginException(
                "This server does not say who issues its tokens (RFC 9728). Tried " + String.join("; ", reasons) + ".");
    }

    /// What the challenge names must be there: falling back would let a fault of the server pass for another set-up.
    private ResourceDocument named(Endpoint endpoint, String url) throws LoginException {
        String shown = Shown.of(url);
        URI place;
        try {
            place = new URI(url);
        } catch (URISyntaxException e) {
            throw new LoginException("The server's \"resource_metadata\" is not a URL: \"" + shown + "\".", e);
        }
        return switch (calls.get(place)) {
            case Answered answered
            when answered.status() == 200 ->
                ResourceDocument.of(
                        StrictJson.read(answered.body())
                                .orElseThrow(() -> new LoginException(
                                        "The server's metadata at " + shown + " is not a JSON object.")),
                        endpoint,
                        shown);
            case Answered answered ->
                throw new LoginException("The server's metadata cannot be read: " + shown + " answered "
                        + answered.status() + "; expected 200.");
            case Failed failed ->
                throw new LoginException(
                        "The server's metadata cannot be read: " + shown + ": " + failed.reason() + ".");
        };
    }

    static Set<URI> places(Endpoint endpoint) {
        Set<URI> places = new LinkedHashSet<>();
        places.add(URI.create(endpoint.origin() + WELL_KNOWN + endpoint.uri().getRawPath()));
        places.add(URI.create(endpoint.origin() + WELL_KNOWN));
        return places;
    }
}
