package dev.postern.gateway;

import dev.postern.audit.Result;
import dev.postern.challenge.Challenge;
import dev.postern.challenge.Challenges;
import dev.postern.challenge.ErrorBody;
import dev.postern.challenge.MessageError;
import dev.postern.mcp.McpMessage;
import dev.postern.mcp.MessageFault;
import dev.postern.mcp.ProtocolVersion;
import dev.postern.oauth.OAuthError;
import dev.postern.oauth.Scopes;
import dev.postern.rate.Level;
import dev.postern.relay.Answer;
import dev.postern.relay.FieldName;
import dev.postern.relay.Fields;
import dev.postern.relay.RequestHead;
import dev.postern.relay.UpstreamFault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes every answer that is not the upstream's: one place for status, challenge and body.
final class Refusal {
    /// In seconds: when it may have become less.
    private static final String SOON = "2";

    private static final byte[] SESSION_NOT_FOUND =
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"Session not found\"}}"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Challenges challenges;
    private final Cors cors;

    Refusal(Challenges challenges, Cors cors) {
        this.challenges = challenges;
        this.cors = cors;
    }

    void noCredentials(GuardedExchange exchange) {
        exchange.outcome().result(Result.NO_CREDENTIALS);
        challenge(exchange, challenges.noCredentials(), new ErrorBody("unauthorized", "An access token is required"));
    }

    void invalidToken(GuardedExchange exchange, String description) {
        exchange.outcome().result(Result.INVALID_TOKEN);
        challenge(
                exchange,
                challenges.invalidToken(description),
                new ErrorBody(OAuthError.INVALID_TOKEN.code(), description));
    }

    /// The proof of possession does not hold, or lacks the nonce that comes with this.
    void invalidProof(GuardedExchange exchange, String error, String description, Fields nonce) {
        exchange.outcome().result(Result.INVALID_TOKEN);
        Fields fields = challengeFields(challenges.noCredentials(), error).with(nonce);
        exchange.answer(complete(exchange, 401, fields, new ErrorBody(error, description).json()));
    }

    void invalidRequest(GuardedExchange exchange, String description) {
        exchange.outcome().result(Result.BAD_REQUEST);
        challenge(
                exchange,
                challenges.invalidRequest(description),
                new ErrorBody(OAuthError.INVALID_REQUEST.code(), description));
    }

    void insufficientScope(GuardedExchange exchange, Scopes needed) {
        exchange.outcome().result(Result.INSUFFICIENT_SCOPE);
        ErrorBody body = new ErrorBody(
                OAuthError.INSUFFICIENT_SCOPE.code(), "The access token lacks a scope this request needs");
        challenge(exchange, challenges.insufficientScope(needed), body);
    }

    /// The token is good and no scope would help, so none is asked for: a client that is told of one goes and gets it.
    void forbidden(GuardedExchange exchange, List<McpMessage> messages, String sentence) {
        exchange.outcome().result(Result.FORBIDDEN);
        MessageError error = new MessageError(onlyId(messages), MessageError.FORBIDDEN, sentence);
        exchange.answer(complete(exchange, 403, Fields.NONE, error.json()));
    }

    /// The body holds no messages that could be judged.
    void unreadable(GuardedExchange exchange, MessageFault fault) {
        exchange.outcome().result(Result.BAD_REQUEST);
        MessageError error = new MessageError(null, fault.code(), fault.sentence());
        exchange.answer(complete(exchange, 400, Fields.NONE, error.json()));
    }

    void headerMismatch(GuardedExchange exchange, List<McpMessage> messages, String sentence) {
        exchange.outcome().result(Result.BAD_REQUEST);
        MessageError error = new MessageError(onlyId(messages), MessageError.HEADER_MISMATCH, sentence);
        exchange.answer(complete(exchange, 400, Fields.NONE, error.json()));
    }

    /// The `id` of the one request that was made; null where that is not clear.
    private static @Nullable String onlyId(List<McpMessage> messages) {
        return !messages.isEmpty()
                        && messages.getFirst() instanceof McpMessage.Call call
                        && messages.stream()
                                .allMatch(message -> message instanceof McpMessage.Call other
                                        && Objects.equals(other.id(), call.id()))
                ? call.id()
                : null;
    }

    void issuerUnavailable(GuardedExchange exchange, Duration retryAfter) {
        exchange.outcome().result(Result.ISSUER_UNAVAILABLE);
        comeBack(exchange, retryAfter, "The token cannot be checked at the moment; it may well be valid");
    }

    /// The issuer gives no token for the server behind, whatever the client brings.
    void notForTheUpstream(GuardedExchange exchange) {
        exchange.outcome().result(Result.EXCHANGE_REFUSED);
        answer(
                exchange,
                403,
                Fields.NONE,
                new ErrorBody("access_denied", "The authorization server gives no access to the server behind"));
    }

    void credentialUnavailable(GuardedExchange exchange, Duration retryAfter) {
        exchange.outcome().result(Result.ISSUER_UNAVAILABLE);
        comeBack(exchange, retryAfter, "There is no credential for the server behind at the moment");
    }

    void overloaded(GuardedExchange exchange) {
        exchange.outcome().result(Result.OVERLOADED);
        comeBack(exchange, Duration.ofSeconds(1), "Too much is going on at the moment");
    }

    void tooManyRequests(GuardedExchange exchange, Level exhausted) {
        String name = exhausted.limit().name();
        exchange.outcome().result(Result.RATE_LIMITED);
        exchange.outcome().because(name, null);
        exchange.outcome().limit(name);
        Fields fields = RateFields.of(List.of(exhausted)).with("Retry-After", Long.toString(exhausted.seconds()));
        ErrorBody body = new ErrorBody("too_many_requests", "The limit " + name + " is reached");
        answer(exchange, 429, fields, body);
    }

    /// @param whose of whom too much is under way, the address or the subject
    void tooManyStreams(GuardedExchange exchange, String whose) {
        exchange.outcome().result(Result.TOO_MANY_STREAMS);
        exchange.outcome().because(whose, null);
        ErrorBody body = new ErrorBody("too_many_requests", "Too many requests and streams are open at once");
        answer(exchange, 429, Fields.NONE.with("Retry-After", SOON), body);
    }

    void tooManyBadTokens(GuardedExchange exchange) {
        exchange.outcome().result(Result.TOO_MANY_BAD_TOKENS);
        ErrorBody body = new ErrorBody("too_many_requests", "Too many tokens from this address were no good");
        answer(exchange, 429, Fields.NONE.with("Retry-After", SOON), body);
    }

    private void comeBack(GuardedExchange exchange, Duration retryAfter, String description) {
        String seconds = Long.toString(Math.max(1, retryAfter.toSeconds()));
        ErrorBody body = new ErrorBody(OAuthError.TEMPORARILY_UNAVAILABLE.code(), description);
        answer(exchange, 503, Fields.NONE.with("Retry-After", seconds), body);
    }

    void originRefused(GuardedExchange exchange) {
        exchange.outcome().result(Result.ORIGIN_REFUSED);
        answer(exchange, 403, Fields.NONE, new ErrorBody("invalid_origin", "This origin is not allowed here"));
    }

    void notFound(GuardedExchange exchange) {
        exchange.outcome().result(Result.NOT_FOUND);
        answer(exchange, 404, Fields.NONE, new ErrorBody("not_found", "There is nothing at this path"));
    }

    /// What MCP clients up to 2025-11-25 take for a session that is over, so that they begin another.
    void sessionNotFound(GuardedExchange exchange) {
        exchange.outcome().result(Result.SESSION_NOT_FOUND);
        exchange.answer(new Answer(404, commonFields(exchange, Fields.NONE), SESSION_NOT_FOUND.clone()));
    }

    void methodNotAllowed(GuardedExchange exchange, String allowed) {
        exchange.outcome().result(Result.BAD_REQUEST);
        exchange.outcome().because("method", null);
        ErrorBody body = new ErrorBody("method_not_allowed", "This method is not allowed here");
        answer(exchange, 405, Fields.NONE.with("Allow", allowed), body);
    }

    void malformed(GuardedExchange exchange, int status, String sentence) {
        if (status == 503) {
            overloaded(exchange);
            return;
        }
        exchange.outcome().result(Result.BAD_REQUEST);
        answer(exchange, status, Fields.NONE, new ErrorBody(OAuthError.INVALID_REQUEST.code(), sentence));
    }

    /// Postern's own mistake, and so nobody's to learn more of.
    void mistake(GuardedExchange exchange) {
        exchange.outcome().result(Result.ERROR);
        answer(exchange, 500, Fields.NONE, new ErrorBody("server_error", "Something went wrong here"));
    }

    /// The answer where the upstream gave none.
    Answer upstreamFault(GuardedExchange exchange, UpstreamFault fault) {
        return switch (fault) {
            case UNREACHABLE ->
                faulty(exchange, 502, Result.UPSTREAM_UNREACHABLE, "The server behind cannot be reached");
            case TIMEOUT -> faulty(exchange, 504, Result.UPSTREAM_TIMEOUT, "The server behind did not answer in time");
            case BROKEN -> faulty(exchange, 502, Result.UPSTREAM_BROKEN, "The server behind did not answer in full");
            case UNFIT -> faulty(exchange, 502, Result.UPSTREAM_BROKEN, "The answer of the server behind may not pass");
        };
    }

    private Answer faulty(GuardedExchange exchange, int status, Result result, String description) {
        exchange.outcome().result(result);
        return complete(exchange, status, Fields.NONE, new ErrorBody("server_error", description));
    }

    private void challenge(GuardedExchange exchange, Challenge challenge, ErrorBody body) {
        exchange.answer(complete(exchange, challenge.status(), challengeFields(challenge, null), body.json()));
    }

    /// `Bearer` first, as clients look at nothing else.
    private Fields challengeFields(Challenge challenge, @Nullable String proofError) {
        Fields bearer = Fields.NONE.with("WWW-Authenticate", challenge.headerValue());
        return challenges
                .dpop(proofError)
                .map(dpop -> bearer.with("WWW-Authenticate", dpop))
                .orElse(bearer);
    }

    private void answer(GuardedExchange exchange, int status, Fields fields, ErrorBody body) {
        exchange.answer(complete(exchange, status, fields, body));
    }

    private Answer complete(GuardedExchange exchange, int status, Fields fields, ErrorBody body) {
        return complete(exchange, status, fields, isModern(exchange.request()) ? inMessage(status, body) : body.json());
    }

    /// A client of the modern generation looks for JSON-RPC in the body and tells the person what it finds; none looks
    /// for OAuth's form, as challenges are in a header field.
    private static byte[] inMessage(int status, ErrorBody body) {
        boolean its = status < 500 && status != 429;
        int code = its ? MessageError.INVALID_REQUEST : MessageError.UNAVAILABLE;
        return new MessageError(null, code, body.description()).json();
    }

    private static boolean isModern(RequestHead request) {
        return request.is("POST")
                && request.fields()
                        .first(FieldName.MCP_PROTOCOL_VERSION)
                        .filter(ProtocolVersion::isModern)
                        .isPresent();
    }

    private Answer complete(GuardedExchange exchange, int status, Fields fields, byte[] body) {
        return new Answer(status, commonFields(exchange, fields), body);
    }

    private Fields commonFields(GuardedExchange exchange, Fields fields) {
        return fields.with("Content-Type", "application/json")
                .with("Cache-Control", "no-store")
                .with("X-Request-Id", exchange.outcome().requestId())
                .with(exchange.answerFields())
                .with(cors.responseFields(exchange.request()));
    }
}
