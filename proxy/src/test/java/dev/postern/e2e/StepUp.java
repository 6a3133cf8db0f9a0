package dev.postern.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.e2e.Journey.Exchange;
import java.util.List;
import java.util.Set;

/// How one official client came back with more scopes, as its script printed it.
///
/// @param pages what the person read on the issuer's pages between the refusal and the second try
record StepUp(
        String protocol,
        List<String> toolsBefore,
        String scopeBefore,
        List<String> pages,
        JsonNode valid,
        List<String> toolsAfter,
        String scopeAfter,
        String clientId,
        List<Exchange> exchanges) {
    StepUp {
        toolsBefore = List.copyOf(toolsBefore);
        pages = List.copyOf(pages);
        toolsAfter = List.copyOf(toolsAfter);
        exchanges = List.copyOf(exchanges);
    }

    Set<String> scopesBefore() {
        return Set.of(scopeBefore.split(" "));
    }

    Set<String> scopesAfter() {
        return Set.of(scopeAfter.split(" "));
    }

    /// The challenges of the answers 403.
    List<String> refusals() {
        return exchanges.stream()
                .filter(exchange -> exchange.status() == 403)
                .map(Exchange::challenge)
                .toList();
    }
}
