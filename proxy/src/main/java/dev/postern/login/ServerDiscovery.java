package dev.postern.login;

import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.login.CallOutcome.Answered;
import dev.postern.login.CallOutcome.Failed;
import dev.postern.oauth.Issuer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds an authorization server's metadata at the places of RFC 8414 and OpenID Connect discovery, in the order MCP
/// asks
/// for, and takes it only from who it says it is.
final class ServerDiscovery {
    private final HttpCalls calls;

    ServerDiscovery(HttpCalls calls) {
        this.calls = calls;
    }

    ServerMetadata find(String issuer) throws LoginException {
        Issuer known;
        try {
            known = new Issuer(issuer);
        } catch (IllegalArgumentException e) {
            throw new LoginException(
                    "The server names an authorization server that is none: \"" + Shown.of(issuer) + "\" ("
                            + Shown.of(String.valueOf(e.getMessage())) + ").",
                    e);
        }
        List<String> reasons = new ArrayList<>();
        for (URI place : known.metadataPlaces()) {
            switch (calls.get(place)) {
                case Answered answered
                when answered.status() == 200 -> {
                    Optional<JsonObject> metadata = StrictJson.read(answered.body());
                    String stated =
                            metadata.flatMap(found -> found.string("issuer")).orElse("");
                    if (metadata.isPresent() && stated.equals(issuer)) {
                        return new ServerMetadata(issuer, metadata.get(), calls.allowed());
                    }
                    reasons.add(place + ": "
                            + (metadata.isEmpty()
                                    ? "not a JSON object"
                                    : "of the issuer \"" + Shown.of(stated) + "\" (RFC 8414 §3.3)"));
                }
                case Answered answered -> reasons.add(place + ": status " + answered.status());
                case Failed failed -> reasons.add(place + ": " + failed.reason());
            }
        }
        throw new LoginException("There is no metadata of the authorization server " + Shown.of(issuer)
                + ", which this MCP server names. Tried " + String.join("; ", reasons) + ".");
    }
}
