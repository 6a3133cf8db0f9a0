package dev.postern.outbound;

import dev.postern.config.KeysConfig;
import dev.postern.outbound.FetchOutcome.Failed;
import dev.postern.outbound.FetchOutcome.Fetched;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The one client for calls to an issuer: a deadline for the whole call, a bound on the answer, no redirects.
public final class IssuerClient implements AutoCloseable {
    private static final Pattern ERROR = Pattern.compile("\"error\"\\s*:\\s*\"([a-z_]{1,40})\"");

    private final Duration fetchTimeout;
    private final int maxBytes;
    private final AllowedUris allowed;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final Map<URI, Supplier<String>> own;

    public IssuerClient(KeysConfig config) {
        this(config, Map.of());
    }

    /// A client that need not go far for some documents.
    ///
    /// @param own documents of our own, by their public addresses, to which nobody is asked
    public IssuerClient(KeysConfig config, Map<URI, Supplier<String>> own) {
        this.own = Map.copyOf(own);
        this.fetchTimeout = config.fetchTimeout();
        this.maxBytes = config.maxBytes();
        this.allowed = new AllowedUris(config.insecureHttpIssuer());
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(fetchTimeout)
                .sslContext(TrustedAuthorities.context(config.authorities()))
                .executor(executor);
        if (config.proxy() != null) {
            builder.proxy(new ForwardProxy(config.proxy()));
        }
        this.client = builder.build();
    }

    /// Gets a document, waiting no longer than the configured time, nor than the time that is left.
    public FetchOutcome get(URI uri, Duration timeLeft) {
        Supplier<String> document = own.get(uri);
        if (document != null) {
            return new Fetched(document.get(), "application/json", Duration.ofMinutes(1));
        }
        return call(uri, "application/json", timeLeft, HttpRequest.Builder::GET);
    }

    /// Gets a document as somebody.
    ///
    /// @param authorization the value of `Authorization`
    public FetchOutcome get(URI uri, String authorization, Duration timeLeft) {
        return call(uri, "application/json", timeLeft, request -> request.GET().header("Authorization", authorization));
    }

    /// Posts a question.
    ///
    /// @param contentType of the body
    /// @param body ASCII
    /// @param authorization the value of `Authorization`, null where the body says it all
    /// @param accept what kind of answer is wanted
    public FetchOutcome post(
            URI uri,
            String contentType,
            String body,
            @Nullable String authorization,
            String accept,
            Duration timeLeft) {
        return call(uri, accept, timeLeft, request -> {
            request.header("Content-Type", contentType).POST(BodyPublishers.ofString(body, StandardCharsets.US_ASCII));
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
        });
    }

    private FetchOutcome call(URI uri, String accept, Duration timeLeft, Consumer<HttpRequest.Builder> rest) {
        Optional<String> objection = allowed.objection(uri);
        if (objection.isPresent()) {
            return new Failed(objection.get());
        }
        if (!timeLeft.isPositive()) {
            return new Failed("no time left");
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).header("Accept", accept).header("Accept-Encoding", "identity");
        rest.accept(request);
        return send(request.build(), timeLeft.compareTo(fetchTimeout) < 0 ? timeLeft : fetchTimeout);
    }

    private FetchOutcome send(HttpRequest request, Duration time) {
        CompletableFuture<HttpResponse<byte[]>> call =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
        try {
            return judge(call.get(time.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new Failed("no whole answer within " + time.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Failed("call failed: " + describe(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed("interrupted");
        } finally {
            // The time of a JDK request ends with the header fields; only this ends a body that drips.
            call.cancel(true);
        }
    }

    private static FetchOutcome judge(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            String error = error(response.body());
            String reason = "status " + response.statusCode() + (error.isEmpty() ? "" : " (" + error + ")");
            return new Failed(reason, response.statusCode(), error);
        }
        // No coding was asked for, and unpacking one would undo the bound on the answer.
        String coding = response.headers().firstValue("Content-Encoding").orElse("identity");
        if (!coding.equalsIgnoreCase("identity")) {
            return new Failed("an answer with a content coding");
        }
        try {
            return new Fetched(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(response.body()))
                            .toString(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    CacheControl.maxAge(response.headers().allValues("Cache-Control"))
                            .orElse(null));
        } catch (CharacterCodingException e) {
            return new Failed("an answer that is not UTF-8");
        }
    }

    /// The code of an OAuth error (RFC 6749 §5.2), for whoever must mend it.
    private static String error(byte[] body) {
        Matcher code = ERROR.matcher(new String(body, StandardCharsets.ISO_8859_1));
        return code.find() ? code.group(1) : "";
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + message;
    }

    @Override
    public void close() {
        client.shutdownNow();
        executor.shutdownNow();
    }
}
