package dev.postern.gateway;

import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Identity;
import dev.postern.relay.RequestHead;
import dev.postern.token.Credentials;
import dev.postern.token.TokenVerifier;
import dev.postern.token.Verdict;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/// Finds out who asks: takes the access token from the `Authorization` field, and from nowhere else, and has it judged.
final class BearerStage implements Stage<Unidentified> {
    /// How many tokens may be judged at once; each may wait for an issuer.
    private static final int AT_ONCE = 1000;

    private final TokenVerifier verifier;
    private final Refusal refusal;
    private final Stage<Identity> next;
    private final Semaphore places = new Semaphore(AT_ONCE);

    BearerStage(TokenVerifier verifier, Refusal refusal, Stage<Identity> next) {
        this.verifier = verifier;
        this.refusal = refusal;
        this.next = next;
    }

    @Override
    public void handle(GuardedExchange exchange, Unidentified caller) {
        RequestHead request = exchange.request();
        if (hasTokenInQuery(request) || isForm(request)) {
            exchange.outcome().because("token_elsewhere", "a token may only come in the Authorization field");
            refusal.invalidRequest(exchange, "The access token belongs in the Authorization field");
            return;
        }
        switch (Credentials.read(request.fields().all("Authorization"))) {
            case Credentials.None() -> refusal.noCredentials(exchange);
            case Credentials.Malformed(String reason) -> {
                exchange.outcome().because("authorization_field", reason);
                refusal.invalidRequest(exchange, "The Authorization field is malformed");
            }
            case Credentials.Presented presented -> verify(exchange, presented.token());
        }
    }

    private void verify(GuardedExchange exchange, BearerToken token) {
        if (!places.tryAcquire()) {
            refusal.overloaded(exchange);
            return;
        }
        exchange.exchange().offload(() -> judge(token), verdict -> act(exchange, verdict));
    }

    private Verdict judge(BearerToken token) {
        try {
            return verifier.verify(token);
        } finally {
            places.release();
        }
    }

    private void act(GuardedExchange exchange, Verdict verdict) {
        switch (verdict) {
            case Verdict.Valid(Identity identity) -> {
                exchange.outcome().identity(identity);
                next.handle(exchange, identity);
            }
            case Verdict.Invalid(var reason, String detail) -> {
                exchange.outcome().because(reason.label(), detail);
                refusal.invalidToken(exchange, reason.description());
            }
            case Verdict.Unavailable(var retryAfter, String detail) -> {
                exchange.outcome().because("issuer", detail);
                refusal.issuerUnavailable(exchange, retryAfter);
            }
        }
    }

    /// RFC 6750 §2.3 lets a token come in the query; OAuth 2.1 and MCP do not.
    private static boolean hasTokenInQuery(RequestHead request) {
        String query = request.target().query();
        if (query.isEmpty()) {
            return false;
        }
        for (String pair : query.substring(1).split("[&;]", -1)) {
            String name = URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8);
            if (name.equalsIgnoreCase("access_token")) {
                return true;
            }
        }
        return false;
    }

    /// The other place RFC 6750 knows (§2.2). MCP messages are JSON, so no form is let in at all.
    private static boolean isForm(RequestHead request) {
        return request.fields()
                .first("Content-Type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("application/x-www-form-urlencoded");
    }
}
