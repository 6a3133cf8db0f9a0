package dev.postern.login;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/// The first request, without a token: what the server asks for.
final class Probe {
    private final HttpCalls calls;
    private final Duration patience;

    Probe(HttpCalls calls, Duration patience) {
        this.calls = calls;
        this.patience = patience;
    }

    /// The challenge, without content where the server refuses without one; empty where it lets us in.
    Optional<BearerChallenge> challenge(Endpoint endpoint) throws LoginException {
        McpRequest request = McpRequest.modern("server/discover", "{}");
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(endpoint.uri()).timeout(patience).POST(BodyPublishers.ofString(request.body()));
        request.headers().forEach(builder::setHeader);
        try {
            HttpResponse<InputStream> response = calls.open(builder.build(), BodyHandlers.ofInputStream());
            response.body().close();
            return judge(endpoint, response);
        } catch (LoginException e) {
            throw e;
        } catch (IOException e) {
            throw new LoginException(endpoint + " does not answer: " + Shown.of(e.toString()), e);
        }
    }

    private static Optional<BearerChallenge> judge(Endpoint endpoint, HttpResponse<?> response) throws LoginException {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            return Optional.of(BearerChallenge.of(response.headers()));
        }
        if (status >= 300 && status < 400) {
            String location = response.headers().firstValue("Location").orElse("");
            throw new LoginException(endpoint + " answers with a redirect, and those are not followed: give the URL of"
                    + " the server itself" + (location.isEmpty() ? "." : ", perhaps " + Shown.of(location)));
        }
        if (status == 429 || status >= 500) {
            throw new LoginException(endpoint + " answers " + status + "; expected 401 with a challenge. Try later.");
        }
        // 400, 404 and 405 are what a server of the earlier generation may say, which needs no token to say it.
        return status < 300 ? Optional.empty() : Optional.of(BearerChallenge.NONE);
    }
}
