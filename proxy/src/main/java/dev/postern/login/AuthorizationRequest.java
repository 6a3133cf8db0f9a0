package dev.postern.login;

import dev.postern.oauth.Scopes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// One request for a code, and what its answer is held against.
///
/// @param server whose metadata was checked; its issuer is the one expected back (RFC 9207)
/// @param clientId as which client
/// @param redirectUri where the answer is awaited
/// @param resource what the token is for (RFC 8707)
/// @param scopes what is asked for
/// @param state ties the answer to this request
/// @param verifier whose hash goes out and which itself follows with the code (RFC 7636)
record AuthorizationRequest(
        ServerMetadata server,
        String clientId,
        String redirectUri,
        String resource,
        Scopes scopes,
        String state,
        String verifier) {
    static final String OFFLINE_ACCESS = "offline_access";
    private static final int RANDOM_BYTES = 32;

    static AuthorizationRequest of(
            ServerMetadata server,
            String clientId,
            String redirectUri,
            String resource,
            Scopes scopes,
            SecureRandom random) {
        return new AuthorizationRequest(server, clientId, redirectUri, resource, scopes, text(random), text(random));
    }

    /// Where the browser goes.
    URI page() throws LoginException {
        URI endpoint = server.endpoint("authorization_endpoint");
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", clientId);
        query.put("redirect_uri", redirectUri);
        query.put("state", state);
        query.put("code_challenge", challenge());
        query.put("code_challenge_method", "S256");
        query.put("resource", resource);
        if (!scopes.isEmpty()) {
            query.put("scope", scopes.toString());
        }
        if (scopes.values().contains(OFFLINE_ACCESS)) {
            // OpenID Connect Core §11: without it the scope is to be ignored.
            query.put("prompt", "consent");
        }
        String own = endpoint.getRawQuery();
        return URI.create(endpoint + (own == null ? "?" : own.isEmpty() ? "" : "&") + Forms.write(query));
    }

    /// What the token endpoint is asked once the code is there.
    Map<String, String> exchange(String code) {
        return Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                redirectUri,
                "code_verifier",
                verifier,
                "resource",
                resource);
    }

    private String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String text(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "request of " + clientId + " to " + server.issuer();
    }
}
