package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import dev.postern.authserver.store.SecretHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Finds out which client is calling, and whether it is (RFC 6749 §2.3, RFC 7523 §2.2). A client may send its secret in
/// the header or in the form, whichever it registered: official clients choose by themselves. Our ids and secrets need
/// no encoding inside Basic, so that those who encode and those who do not send the same.
final class ClientAuthenticator {
    private final ClientLookup clients;
    private final ClientAssertions assertions;
    private final InstantSource clock;

    ClientAuthenticator(ClientLookup clients, ClientAssertions assertions, InstantSource clock) {
        this.clients = clients;
        this.assertions = assertions;
        this.clock = clock;
    }

    /// What came of it.
    sealed interface Finding {
        record Known(Client client) implements Finding {}

        record Refused(ErrorObject error) implements Finding {}
    }

    Finding authenticate(HTTPRequest request) {
        List<ClientAuthentication> shown;
        try {
            shown = ClientAuthentication.parseCandidates(request);
        } catch (ParseException | IllegalArgumentException e) {
            return refuse("The client authentication cannot be read");
        }
        if (shown == null || shown.isEmpty()) {
            return publicClient(request);
        }
        if (shown.size() > 1) {
            return new Finding.Refused(
                    OAuth2Error.INVALID_REQUEST.setDescription("The client authenticates in more than one way"));
        }
        ClientAuthentication authentication = shown.getFirst();
        String named = parameter(request, "client_id");
        String id = authentication.getClientID().getValue();
        if (!named.isEmpty() && !named.equals(id)) {
            return refuse("client_id is not the client that authenticates");
        }
        return clients.find(id)
                .filter(client -> isShown(client, authentication))
                .<Finding>map(Finding.Known::new)
                .orElseGet(() -> refuse("The client is not known, or what it shows is wrong"));
    }

    private boolean isShown(Client client, ClientAuthentication authentication) {
        return switch (authentication) {
            case PlainClientSecret secret ->
                isSecret(client, secret.getClientSecret().getValue());
            case PrivateKeyJWT jwt -> assertions.accept(client, jwt.getClientAssertion());
            default -> false;
        };
    }

    private boolean isSecret(Client client, String secret) {
        SecretHash expected = client.secret();
        Instant expires = client.secretExpires();
        return expected != null
                && (expires == null || clock.instant().isBefore(expires))
                && MessageDigest.isEqual(ascii(expected), ascii(SecretHash.of(secret)));
    }

    private static byte[] ascii(SecretHash hash) {
        return hash.value().getBytes(StandardCharsets.US_ASCII);
    }

    private Finding publicClient(HTTPRequest request) {
        String id = parameter(request, "client_id");
        if (id.isEmpty()) {
            return refuse("The client does not say who it is");
        }
        Optional<Client> client = clients.find(id);
        return client.isPresent() && client.get().isPublic()
                ? new Finding.Known(client.get())
                : refuse("The client is not known, or has to authenticate");
    }

    private static String parameter(HTTPRequest request, String name) {
        try {
            List<String> values = request.getBodyAsFormParameters().getOrDefault(name, List.of());
            return values.isEmpty() ? "" : values.getFirst();
        } catch (ParseException _) {
            return "";
        }
    }

    private static Finding refuse(String description) {
        return new Finding.Refused(OAuth2Error.INVALID_CLIENT.setDescription(description));
    }
}
