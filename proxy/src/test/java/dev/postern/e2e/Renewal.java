package dev.postern.e2e;

import dev.postern.e2e.Journey.Exchange;
import java.util.List;

/// How one official client fared whose access token had its time and whose refresh token was revoked after that, as its
/// script printed it.
///
/// @param refreshed whether it had a new access token then
/// @param pagesOfRefresh what the person read meanwhile
/// @param pagesAfterRevocation what the person read once the refresh token was good no more
record Renewal(
        String protocol,
        List<String> toolsBefore,
        boolean refreshed,
        List<String> pagesOfRefresh,
        List<String> pagesAfterRevocation,
        List<String> toolsAfter,
        String clientId,
        List<Exchange> exchanges) {
    Renewal {
        toolsBefore = List.copyOf(toolsBefore);
        pagesOfRefresh = List.copyOf(pagesOfRefresh);
        pagesAfterRevocation = List.copyOf(pagesAfterRevocation);
        toolsAfter = List.copyOf(toolsAfter);
        exchanges = List.copyOf(exchanges);
    }
}
