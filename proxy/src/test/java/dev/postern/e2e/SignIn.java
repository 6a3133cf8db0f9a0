package dev.postern.e2e;

import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person's way through an authorization server that asks nothing: the authorization code grant with PKCE and a
/// resource indicator, as an MCP client goes it.
record SignIn(AuthorizationServer server, String clientId, String resource) {
    private static final String REDIRECT_URI = "http://127.0.0.1:53682/callback";
    private static final int MOST_REDIRECTS = 8;

    /// The access token at the end of the way.
    ///
    /// @param key to bind it to, null for a bearer token
    String token(@Nullable ProofKey key) {
        String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        return server.tokenForCode(
                clientId,
                Map.of(
                        "code",
                        code(verifier),
                        "code_verifier",
                        verifier,
                        "redirect_uri",
                        REDIRECT_URI,
                        "resource",
                        resource),
                key);
    }

    private String code(String verifier) {
        String query = "?response_type=code&code_challenge_method=S256"
                + "&client_id=" + encoded(clientId)
                + "&redirect_uri=" + encoded(REDIRECT_URI)
                + "&scope=" + encoded("openid oscal:read")
                + "&resource=" + encoded(resource)
                + "&code_challenge=" + hash(verifier);
        URI back = followed(URI.create(server.endpoint("authorization_endpoint") + query));
        for (String pair : back.getRawQuery().split("&", -1)) {
            if (pair.startsWith("code=")) {
                return URLDecoder.decode(pair.substring("code=".length()), StandardCharsets.UTF_8);
            }
        }
        throw new IllegalStateException("No code in " + back);
    }

    /// Where the browser is sent back to in the end.
    private static URI followed(URI first) {
        try (HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            URI next = first;
            for (int i = 0; i < MOST_REDIRECTS && !next.toString().startsWith(REDIRECT_URI); i++) {
                next = next.resolve(browser.send(HttpRequest.newBuilder(next).build(), BodyHandlers.ofString())
                        .headers()
                        .firstValue("Location")
                        .orElseThrow());
            }
            return next;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(String verifier) {
        try {
            byte[] bytes = verifier.getBytes(StandardCharsets.US_ASCII);
            return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
