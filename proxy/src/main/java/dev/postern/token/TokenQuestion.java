package dev.postern.token;

import dev.postern.json.JsonObject;
import dev.postern.oauth.BearerToken;
import dev.postern.outbound.FetchOutcome;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// One way of asking an authorization server about a token.
interface TokenQuestion {
    FetchOutcome ask(URI endpoint, BearerToken token, Duration timeLeft);

    /// What the outcome says of the token in the words of RFC 7662 §2.2; empty where it says nothing, as in an outage.
    Optional<JsonObject> read(FetchOutcome outcome);
}
