package dev.postern.audit;

import dev.postern.oauth.Identity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What happened to one request. Log line and counters are made from this and nothing else.
///
/// @param at when its head was read
/// @param requestId ours, as the upstream got it in `X-Request-Id`
/// @param clientAddress whom it came from, behind trusted proxies
/// @param method the HTTP method, `-` where the head could not be read
/// @param path the path without the query, `-` where the head could not be read
/// @param status the status sent, 0 where none was
/// @param result how it ended
/// @param reason what made it end so, from a closed set of labels; null where there is nothing to add
/// @param detail for the person who reads the log; never a part of a token
/// @param identity for whom, where a token was verified
/// @param particulars what else is known of it
/// @param forwarded whether it was let through to the upstream
/// @param requestBytes of the body, after framing
/// @param responseBytes of the body, after framing
/// @param total from the head's first byte to the response's last
/// @param own of that, until the request was forwarded or answered: Postern's own time
/// @param upstream of that, from then to the upstream's header fields; zero where it was not forwarded
public record Outcome(
        Instant at,
        String requestId,
        String clientAddress,
        String method,
        String path,
        int status,
        Result result,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable Identity identity,
        Particulars particulars,
        boolean forwarded,
        long requestBytes,
        long responseBytes,
        Duration total,
        Duration own,
        Duration upstream)
        implements Entry {

    /// `allow` or `deny`; null where there was nothing to decide, as for a document that anybody may have.
    public @Nullable String decision() {
        if (forwarded) {
            return "allow";
        }
        return switch (result) {
            case METADATA, PREFLIGHT, NOT_FOUND -> null;
            default -> "deny";
        };
    }
}
