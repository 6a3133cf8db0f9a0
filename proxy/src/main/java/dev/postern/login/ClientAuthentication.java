package dev.postern.login;

import dev.postern.oauth.ClientSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Shows at an endpoint as which client we come (RFC 6749 §2.3).
final class ClientAuthentication {
    static final String NONE = "none";
    static final String BASIC = "client_secret_basic";
    static final String POST = "client_secret_post";

    private ClientAuthentication() {}

    /// The way for a client with a secret at a server that takes these.
    static String withSecret(List<String> supported) {
        return supported.contains(POST) && !supported.contains(BASIC) ? POST : BASIC;
    }

    /// Completes the form; what belongs into `Authorization` is returned, null where nothing does.
    static @Nullable String apply(Client client, Map<String, String> form) throws LoginException {
        if (client.authentication().equals(NONE)) {
            form.put("client_id", client.id());
            return null;
        }
        String secret = secret(client).value();
        if (client.authentication().equals(POST)) {
            form.put("client_id", client.id());
            form.put("client_secret", secret);
            return null;
        }
        String pair = Forms.encode(client.id()) + ":" + Forms.encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static ClientSecret secret(Client client) throws LoginException {
        if (client.secret() != null) {
            return client.secret();
        }
        if (client.secretFile() == null) {
            throw new LoginException(
                    "The client " + Shown.of(client.id()) + " has no secret; give --client-secret-file.");
        }
        return read(client.secretFile());
    }

    /// The secret in a file, without the line's end.
    static ClientSecret read(Path file) throws LoginException {
        try {
            return new ClientSecret(Files.readString(file).strip());
        } catch (IOException e) {
            throw new LoginException("The file with the client's secret cannot be read: " + file, e);
        } catch (IllegalArgumentException e) {
            throw new LoginException("The file with the client's secret is empty: " + file, e);
        }
    }
}
