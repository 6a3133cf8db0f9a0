package dev.postern.login;

import dev.postern.login.McpAnswer.Accepted;
import dev.postern.login.McpAnswer.Refusal;
import dev.postern.login.McpAnswer.Response;
import dev.postern.login.McpAnswer.Unreadable;
import dev.postern.oauth.BearerToken;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Messages to one MCP endpoint and their answers, be they JSON or a stream of events.
final class McpTransport {
    private static final long MAX_BYTES = 16L * 1024 * 1024;
    private static final int MAX_REFUSAL_BYTES = 64 * 1024;

    private final HttpCalls calls;
    private final Endpoint endpoint;
    private final Map<String, String> ownHeaders;
    private final Consumer<String> aside;

    /// @param ownHeaders what the person adds
    /// @param aside gets each message that comes before the answer
    McpTransport(HttpCalls calls, Endpoint endpoint, Map<String, String> ownHeaders, Consumer<String> aside) {
        this.calls = calls;
        this.endpoint = endpoint;
        this.ownHeaders = ownHeaders;
        this.aside = aside;
    }

    McpAnswer post(McpRequest request, @Nullable BearerToken token) throws LoginException {
        HttpRequest.Builder builder = builder(request.headers(), token).POST(BodyPublishers.ofString(request.body()));
        HttpResponse<InputStream> response = calls.open(builder.build(), BodyHandlers.ofInputStream());
        try (InputStream body = new BoundedInput(new BufferedInputStream(response.body()), MAX_BYTES)) {
            return read(response, body);
        } catch (IOException e) {
            return new Unreadable("its answer broke off: " + Shown.of(String.valueOf(e.getMessage())));
        }
    }

    /// Ends a session; whether the server minds is its own affair.
    void delete(Map<String, String> headers, @Nullable BearerToken token) throws LoginException {
        calls.call(builder(headers, token).DELETE());
    }

    private HttpRequest.Builder builder(Map<String, String> headers, @Nullable BearerToken token)
            throws LoginException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(endpoint.uri());
        try {
            headers.forEach(builder::setHeader);
            ownHeaders.forEach(builder::setHeader);
        } catch (IllegalArgumentException e) {
            throw new LoginException("A header field cannot be sent: " + Shown.of(String.valueOf(e.getMessage())), e);
        }
        if (token != null) {
            builder.setHeader("Authorization", "Bearer " + token.value());
        }
        return builder;
    }

    private McpAnswer read(HttpResponse<InputStream> response, InputStream body) throws IOException {
        int status = response.statusCode();
        if (status < 200 || status > 299) {
            String text = new String(body.readNBytes(MAX_REFUSAL_BYTES), StandardCharsets.UTF_8);
            return new Refusal(status, response.headers(), text);
        }
        if (status == 202 || status == 204) {
            return new Accepted();
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        Optional<Map<String, String>> members = type.startsWith("text/event-stream")
                ? fromEvents(new EventStream(body))
                : JsonText.members(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        return members.isPresent()
                ? new Response(members.get(), response.headers())
                : new Unreadable("its answer of type \"" + Shown.of(type) + "\" has no JSON-RPC response in it");
    }

    private Optional<Map<String, String>> fromEvents(EventStream events) throws IOException {
        for (Optional<String> event = events.next(); event.isPresent(); event = events.next()) {
            Optional<Map<String, String>> members = JsonText.members(event.get());
            if (members.isEmpty()) {
                continue;
            }
            boolean answers =
                    members.get().containsKey("result") || members.get().containsKey("error");
            if (answers && members.get().getOrDefault("id", "null").equals(McpRequest.ID)) {
                return members;
            }
            aside.accept(event.get());
        }
        return Optional.empty();
    }
}
