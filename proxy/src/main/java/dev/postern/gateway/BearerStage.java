package dev.postern.gateway;

import dev.postern.oauth.Identity;
import dev.postern.policy.BadTokenLimit;
import dev.postern.relay.FieldName;
import dev.postern.relay.Fields;
import dev.postern.relay.RequestHead;
import dev.postern.token.Credentials;
import dev.postern.token.Presentation;
import dev.postern.token.TokenVerifier;
import dev.postern.token.Verdict;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Finds out who asks: takes the access token from the `Authorization` field, and from nowhere else, and has it judged.
final class BearerStage implements Stage<Unidentified> {
    /// How many tokens may be judged at once; each may wait for an issuer.
    private static final int AT_ONCE = 1000;

    private static final Duration AFTER_A_MISTAKE = Duration.ofSeconds(5);

    private final TokenVerifier verifier;
    private final boolean dpop;
    private final ClientCertificate certificates;
    private final BadTokenLimit badTokens;
    private final Refusal refusal;
    private final Stage<Identity> next;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /// @param dpop whether tokens with a proof of possession are taken
    /// @param certificates by which tokens bound to one are let in
    /// @param badTokens how many of them are judged
    BearerStage(
            TokenVerifier verifier,
            boolean dpop,
            ClientCertificate certificates,
            BadTokenLimit badTokens,
            Refusal refusal,
            Stage<Identity> next) {
        this.verifier = verifier;
        this.dpop = dpop;
        this.certificates = certificates;
        this.badTokens = badTokens;
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
        List<String> fields = request.fields().all(FieldName.AUTHORIZATION);
        if (exchange.exchange().note() instanceof ShownToken last && last.isIn(fields)) {
            present(exchange, last);
            return;
        }
        switch (Credentials.read(fields, dpop)) {
            case Credentials.None() -> refusal.noCredentials(exchange);
            case Credentials.Malformed(String reason) -> {
                exchange.outcome().because("authorization_field", reason);
                refusal.invalidRequest(exchange, "The Authorization field is malformed");
            }
            case Credentials.Presented presented -> {
                ShownToken shown = new ShownToken(fields.getFirst(), presented, verifier.known(presented.token()));
                exchange.exchange().note(shown);
                present(exchange, shown);
            }
        }
    }

    private void present(GuardedExchange exchange, ShownToken shown) {
        switch (certificates.of(exchange.exchange())) {
            case ClientCertificate.Found.None() -> verify(exchange, shown, presentation(exchange, shown, null));
            case ClientCertificate.Found.Certificate(String hash) ->
                verify(exchange, shown, presentation(exchange, shown, hash));
            case ClientCertificate.Found.Ambiguous() -> {
                exchange.outcome().because("certificate_field", "more than one client certificate was passed on");
                refusal.invalidRequest(exchange, "There is more than one client certificate");
            }
        }
    }

    private static Presentation presentation(
            GuardedExchange exchange, ShownToken shown, @Nullable String certificateHash) {
        RequestHead request = exchange.request();
        return new Presentation(
                shown.credentials().scheme(),
                shown.credentials().token(),
                request.method(),
                request.fields().all(FieldName.DPOP),
                certificateHash);
    }

    private void verify(GuardedExchange exchange, ShownToken shown, Presentation presentation) {
        Optional<Verdict> known = presentation.scheme() == Credentials.Scheme.BEARER
                ? shown.known().verdict(presentation)
                : Optional.empty();
        if (known.isPresent()) {
            act(exchange, known.get());
            return;
        }
        String address = exchange.outcome().clientAddress();
        if (!badTokens.take(address)) {
            refusal.tooManyBadTokens(exchange);
            return;
        }
        if (!places.tryAcquire()) {
            badTokens.giveBack(address);
            refusal.overloaded(exchange);
            return;
        }
        exchange.exchange().offload(() -> judge(presentation, address), verdict -> act(exchange, verdict));
    }

    private Verdict judge(Presentation presentation, String address) {
        try {
            Verdict verdict = verifier.verify(presentation);
            if (!isBad(verdict)) {
                badTokens.giveBack(address);
            }
            return verdict;
        } catch (RuntimeException mistake) {
            // Ours, and so no reason to let anybody in or to leave the client without an answer. Its message may hold
            // something of the token.
            return new Verdict.Unavailable(AFTER_A_MISTAKE, "a mistake of Postern's own: " + Mistake.where(mistake));
        } finally {
            places.release();
        }
    }

    /// Whether it cost a signature, or the issuer an answer, to find out that the token is worth nothing.
    private static boolean isBad(Verdict verdict) {
        return verdict instanceof Verdict.Invalid invalid
                && switch (invalid.reason()) {
                    case SIGNATURE, INACTIVE, PROOF -> true;
                    default -> false;
                };
    }

    private void act(GuardedExchange exchange, Verdict verdict) {
        switch (verdict) {
            case Verdict.Valid(Identity identity) -> {
                exchange.outcome().identity(identity);
                next.handle(exchange, identity);
            }
            case Verdict.Invalid(var reason, String detail) -> {
                exchange.outcome().because(reason.label(), detail);
                switch (reason) {
                    case PROOF -> refusal.invalidProof(exchange, reason.error(), reason.description(), Fields.NONE);
                    case NONCE ->
                        refusal.invalidProof(
                                exchange,
                                reason.error(),
                                reason.description(),
                                verifier.proofNonce()
                                        .map(nonce -> Fields.NONE.with("DPoP-Nonce", nonce))
                                        .orElse(Fields.NONE));
                    default -> refusal.invalidToken(exchange, reason.description());
                }
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
                .first(FieldName.CONTENT_TYPE)
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("application/x-www-form-urlencoded");
    }
}
