package dev.postern.token;

import dev.postern.config.ClientAuthentication;
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

/// A form posted to an issuer as one of its clients, in the way the client shows that it is that one.
final class IssuerClientCall {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Issuer issuer;
    private final String clientId;
    private final ClientAuthentication authentication;
    private final IssuerClient client;
    private final InstantSource clock;

    IssuerClientCall(
            Issuer issuer,
            String clientId,
            ClientAuthentication authentication,
            IssuerClient client,
            InstantSource clock) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.authentication = authentication;
        this.client = client;
        this.clock = clock;
    }

    /// @param form already encoded
    FetchOutcome post(URI endpoint, String form, String accept, Duration timeLeft) {
        return switch (authentication) {
            case ClientAuthentication.SecretBasic(ClientSecret secret) ->
                client.post(endpoint, FORM, form, basic(secret), accept, timeLeft);
            case ClientAuthentication.SecretPost(ClientSecret secret) -> {
                String withSecret =
                        form + "&client_id=" + encode(clientId) + "&client_secret=" + encode(secret.value());
                yield client.post(endpoint, FORM, withSecret, null, accept, timeLeft);
            }
            case ClientAuthentication.PrivateKeyJwt key -> {
                Optional<String> assertion = ClientAssertion.sign(
                        key,
                        clientId,
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
        return "&client_id=" + encode(clientId)
                + "&client_assertion_type=" + encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                + "&client_assertion=" + encode(assertion);
    }

    /// Id and secret are form-encoded before they are joined (RFC 6749 §2.3.1): an id that is a URL has colons.
    private String basic(ClientSecret secret) {
        String pair = encode(clientId) + ":" + encode(secret.value());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
