package dev.postern.login;

import dev.postern.login.CallOutcome.Answered;
import dev.postern.login.CallOutcome.Failed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Calls to servers nobody here knows: TLS and proxies as the JDK is told, no redirects, a deadline for the whole
/// answer, and a bound on it.
final class HttpCalls implements AutoCloseable {
    private static final int MAX_BYTES = 256 * 1024;

    private final AllowedAddresses allowed;
    private final Duration patience;
    private final HttpClient client;

    HttpCalls(AllowedAddresses allowed, Duration patience) {
        this.allowed = allowed;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    AllowedAddresses allowed() {
        return allowed;
    }

    CallOutcome get(URI uri) {
        return call(HttpRequest.newBuilder(uri).header("Accept", "application/json"));
    }

    CallOutcome post(URI uri, String contentType, String body, @Nullable String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body));
        return call(authorization == null ? request : request.header("Authorization", authorization));
    }

    /// Makes the call and takes the whole answer.
    CallOutcome call(HttpRequest.Builder unfinished) {
        HttpRequest request = unfinished.header("Accept-Encoding", "identity").build();
        Optional<String> objection = allowed.objection(request.uri());
        if (objection.isPresent()) {
            return new Failed("not asked, as " + objection.get());
        }
        CompletableFuture<HttpResponse<byte[]>> call =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            return read(call.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Failed("no whole answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Failed(describe(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed("interrupted");
        } finally {
            // The JDK's own time limit ends with the header fields; only this ends a body that drips.
            call.cancel(true);
        }
    }

    /// Makes the call and leaves reading to the caller, who ends it by closing this.
    <T> HttpResponse<T> open(HttpRequest request, HttpResponse.BodyHandler<T> body) throws LoginException {
        try {
            return client.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoginException("Interrupted.", e);
        } catch (IOException e) {
            throw new LoginException(request.uri() + " cannot be reached: " + describe(e) + ".", e);
        }
    }

    private static CallOutcome read(HttpResponse<byte[]> response) {
        String coding = response.headers().firstValue("Content-Encoding").orElse("identity");
        if (!coding.equalsIgnoreCase("identity")) {
            return new Failed("an answer with a content coding, which nobody asked for");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(response.body()))
                    .toString();
            return new Answered(response.statusCode(), response.headers(), text);
        } catch (CharacterCodingException e) {
            return new Failed("an answer that is not UTF-8");
        }
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : Shown.of(message);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
