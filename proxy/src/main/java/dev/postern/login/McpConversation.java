package dev.postern.login;

import dev.postern.login.McpAnswer.Accepted;
import dev.postern.login.McpAnswer.Refusal;
import dev.postern.login.McpAnswer.Response;
import dev.postern.login.McpAnswer.Unreadable;
import dev.postern.login.McpReply.Fault;
import dev.postern.login.McpReply.InsufficientScope;
import dev.postern.login.McpReply.Result;
import dev.postern.login.McpReply.Unauthorized;
import dev.postern.login.McpReply.Unusable;
import dev.postern.mcp.McpHeaders;
import dev.postern.oauth.BearerToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One method called at a server of either generation: as 2026-07-28 has it, and where the server does not understand
/// that, within a session as the revisions before had it.
final class McpConversation {
    private static final int HEADER_MISMATCH = -32020;
    private static final int UNSUPPORTED_VERSION = -32022;
    private static final Set<Integer> MODERN_CODES = Set.of(HEADER_MISMATCH, -32021, UNSUPPORTED_VERSION, -32601);
    private static final Set<Integer> MAY_BE_LEGACY = Set.of(400, 404, 405, 406, 415);

    private final McpTransport transport;

    McpConversation(McpTransport transport) {
        this.transport = transport;
    }

    /// @param params an object's JSON text
    McpReply call(String method, String params, @Nullable BearerToken token) throws LoginException {
        if (method.equals("initialize")) {
            return legacy(method, params, token);
        }
        McpRequest request = McpRequest.modern(method, params);
        McpAnswer answer = transport.post(request, token);
        if (answer instanceof Refusal refusal) {
            if (isLegacy(refusal)) {
                McpReply earlier = legacy(method, params, token);
                // What the server said first tells more than that it knows no sessions either.
                return earlier instanceof Unusable && !error(refusal).isEmpty() ? reply(answer) : earlier;
            }
            if (code(error(refusal)) == HEADER_MISMATCH && method.equals("tools/call")) {
                return mirrored(request, params, token);
            }
        }
        return reply(answer);
    }

    /// The tool wants some of its arguments in header fields too, which only its schema says.
    private McpReply mirrored(McpRequest request, String params, @Nullable BearerToken token) throws LoginException {
        McpReply tools = reply(transport.post(McpRequest.modern("tools/list", "{}"), token));
        Map<String, String> headers =
                tools instanceof Result result ? ParameterHeaders.of(result.json(), params) : Map.of();
        return reply(transport.post(request.with(headers), token));
    }

    private McpReply legacy(String method, String params, @Nullable BearerToken token) throws LoginException {
        McpAnswer opened = transport.post(McpRequest.initialize(), token);
        if (!(opened instanceof Response response) || !(reply(opened) instanceof Result result)) {
            return reply(opened);
        }
        String session = response.headers().firstValue(McpHeaders.SESSION_ID).orElse("");
        String version = JsonText.members(result.json())
                .flatMap(members -> JsonText.string(members.getOrDefault("protocolVersion", "null")))
                .orElse(McpRequest.LEGACY);
        McpRequest ready = McpRequest.legacy("notifications/initialized", "{}", false, version, session);
        try {
            if (method.equals("initialize")) {
                return result;
            }
            McpAnswer accepted = transport.post(ready, token);
            return accepted instanceof Refusal
                    ? reply(accepted)
                    : reply(transport.post(McpRequest.legacy(method, params, true, version, session), token));
        } finally {
            if (!session.isEmpty()) {
                transport.delete(ready.headers(), token);
            }
        }
    }

    private static McpReply reply(McpAnswer answer) {
        return switch (answer) {
            case Response response
            when response.members().containsKey("error") ->
                new Fault(response.members().getOrDefault("error", "{}"));
            case Response response
            when response.members().containsKey("result") ->
                new Result(response.members().getOrDefault("result", "{}"));
            case Response _ -> new Unusable("it answered with neither a result nor an error");
            case Accepted _ -> new Unusable("it took the message and answered nothing");
            case Unreadable unreadable -> new Unusable(unreadable.reason());
            case Refusal refusal -> refused(refusal);
        };
    }

    private static McpReply refused(Refusal refusal) {
        BearerChallenge challenge = BearerChallenge.of(refusal.headers());
        if (refusal.status() == 401) {
            return new Unauthorized(challenge);
        }
        if (refusal.status() == 403 && challenge.error().equals("insufficient_scope")) {
            return new InsufficientScope(challenge);
        }
        String error = error(refusal);
        if (!error.isEmpty()) {
            return new Fault(error);
        }
        if (refusal.status() >= 300 && refusal.status() < 400) {
            return new Unusable("it answered with a redirect to "
                    + Shown.of(refusal.headers().firstValue("Location").orElse("nowhere"))
                    + ", and those are not followed");
        }
        String retry = refusal.headers().firstValue("Retry-After").orElse("");
        return new Unusable("it answered " + refusal.status()
                + (retry.isEmpty() ? "" : " (to be tried again after " + Shown.of(retry) + ")")
                + (refusal.body().isBlank()
                        ? ""
                        : ": " + Shown.of(refusal.body().strip())));
    }

    /// The JSON-RPC error a refusal carries, empty where it carries none. OAuth's errors are texts and not meant.
    private static String error(Refusal refusal) {
        return JsonText.members(refusal.body())
                .map(members -> members.getOrDefault("error", ""))
                .filter(error -> error.startsWith("{"))
                .orElse("");
    }

    private static boolean isLegacy(Refusal refusal) {
        if (!MAY_BE_LEGACY.contains(refusal.status())) {
            return false;
        }
        String error = error(refusal);
        int code = code(error);
        if (code == UNSUPPORTED_VERSION) {
            return supported(error).stream().anyMatch(version -> version.compareTo(McpRequest.MODERN) < 0);
        }
        return !MODERN_CODES.contains(code);
    }

    private static List<String> supported(String error) {
        return JsonText.members(error)
                .flatMap(members -> JsonText.members(members.getOrDefault("data", "{}")))
                .map(data -> JsonText.elements(data.getOrDefault("supported", "[]")))
                .orElse(List.of())
                .stream()
                .map(JsonText::string)
                .flatMap(Optional::stream)
                .toList();
    }

    private static int code(String error) {
        String code = JsonText.members(error)
                .map(members -> members.getOrDefault("code", ""))
                .orElse("");
        return code.matches("-\\d{1,6}") ? Integer.parseInt(code) : 0;
    }
}
