package dev.postern.token;

import dev.postern.config.ClientAuthentication;
import dev.postern.config.IntrospectionConfig;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.ClientSecret;
import dev.postern.oauth.Issuer;
import dev.postern.outbound.FetchOutcome;
import dev.postern.outbound.IssuerClient;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One question to an introspection endpoint (RFC 7662 §2.1), with our authentication as a client.
final class IntrospectionCall implements TokenQuestion {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SIGNED = "application/token-introspection+jwt";

    private final Issuer issuer;
    private final IntrospectionConfig config;
    private final IssuerClient client;
    private final InstantSource clock;
    private final @Nullable SignedAnswer signedAnswer;

    IntrospectionCall(
            Issuer issuer,
            IntrospectionConfig config,
            IssuerClient client,
            InstantSource clock,
            @Nullable SignedAnswer signedAnswer) {
        this.signedAnswer = signedAnswer;
        this.issuer = issuer;
        this.config = config;
        this.client = client;
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
        String form = "token=" + encode(token.value()) + "&token_type_hint=access_token";
        String accept = config.signedAnswers() ? SIGNED : "application/json";
        return switch (config.authentication()) {
            case ClientAuthentication.SecretBasic(ClientSecret secret) ->
                client.post(endpoint, FORM, form, basic(secret), accept, timeLeft);
            case ClientAuthentication.SecretPost(ClientSecret secret) -> {
                String withSecret =
                        form + "&client_id=" + encode(config.clientId()) + "&client_secret=" + encode(secret.value());
                yield client.post(endpoint, FORM, withSecret, null, accept, timeLeft);
            }
            case ClientAuthentication.PrivateKeyJwt key -> {
                Optional<String> assertion = ClientAssertion.sign(
                        key,
                        config.clientId(),
                        issuer,
                        clock.instant(),
                        UUID.randomUUID().toString());
                yield assertion.isEmpty()
                        ? new FetchOutcome.Failed("our own key cannot sign with " + key.algorithm())
                        : client.post(endpoint, FORM, form + asserted(assertion.get()), null, accept, timeLeft);
            }
        };
    }

    private String asserted(String assertion) {
        return "&client_id=" + encode(config.clientId())
                + "&client_assertion_type=" + encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                + "&client_assertion=" + encode(assertion);
    }

    /// Id and secret are form-encoded before they are joined (RFC 6749 §2.3.1): an id that is a URL has colons.
    private String basic(ClientSecret secret) {
        String pair = encode(config.clientId()) + ":" + encode(secret.value());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
