package dev.postern.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one official client did and got, as its script printed it.
record Journey(
        String protocol,
        List<String> tools,
        JsonNode about,
        JsonNode models,
        JsonNode valid,
        JsonNode broken,
        String clientId,
        String scope,
        List<Exchange> exchanges) {
    Journey {
        tools = List.copyOf(tools);
        exchanges = List.copyOf(exchanges);
    }

    List<Exchange> to(String url) {
        return exchanges.stream().filter(exchange -> exchange.url().equals(url)).toList();
    }

    /// Which client goes, in which generation of the protocol, and under which registration: a client id, the URL of a
    /// client ID metadata document, or none, which means that it registers itself.
    ///
    /// @param method how one that registers wants to authenticate
    record Plan(String client, String generation, @Nullable String registered, String method) {
        Plan(String client, String generation, @Nullable String registered) {
            this(client, generation, registered, "none");
        }

        Optional<String> registeredAs() {
            return Optional.ofNullable(registered);
        }

        boolean isModern() {
            return generation.equals("2026-07-28");
        }
    }

    /// One request of the client and the head of its answer.
    record Exchange(
            String method, String url, int status, String type, String challenge, boolean bearer, boolean session) {

        String path() {
            return method + " " + url.replaceFirst("^https?://[^/]+", "").replaceFirst("[?].*", "") + " " + status;
        }
    }
}
