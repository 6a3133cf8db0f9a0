package dev.postern.token;

import dev.postern.config.IntrospectionConfig;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Issuer;
import dev.postern.outbound.FetchOutcome;
import dev.postern.outbound.IssuerClient;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One question to an introspection endpoint (RFC 7662 §2.1), with our authentication as a client.
final class IntrospectionCall implements TokenQuestion {
    private static final String SIGNED = "application/token-introspection+jwt";

    private final IntrospectionConfig config;
    private final IssuerClientCall call;
    private final InstantSource clock;
    private final @Nullable SignedAnswer signedAnswer;

    IntrospectionCall(
            Issuer issuer,
            IntrospectionConfig config,
            IssuerClient client,
            InstantSource clock,
            @Nullable SignedAnswer signedAnswer) {
        this.signedAnswer = signedAnswer;
        this.config = config;
        this.call = new IssuerClientCall(issuer, config.clientId(), config.authentication(), client, clock);
        this.clock = clock;
    }

    @Override
    public Optional<JsonObject> read(FetchOutcome outcome) {
        if (!(outcome instanceof FetchOutcome.Fetched fetched)) {
            return Optional.empty();
        }
        return signedAnswer == null
                ? StrictJson.read(fetched.text())
                : signedAnswer.read(fetched.text(), clock.instant());
    }

    @Override
    public FetchOutcome ask(URI endpoint, BearerToken token, Duration timeLeft) {
        String form = "token=" + IssuerClientCall.encode(token.value()) + "&token_type_hint=access_token";
        String accept = config.signedAnswers() ? SIGNED : "application/json";
        return call.post(endpoint, form, accept, timeLeft);
    }
}
