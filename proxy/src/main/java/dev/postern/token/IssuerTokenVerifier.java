package dev.postern.token;

import dev.postern.config.KeysConfig;
import dev.postern.config.TrustEntry;
import dev.postern.oauth.BearerToken;
import dev.postern.outbound.IssuerClient;
import dev.postern.token.Verdict.Invalid;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Judges a token by the trust entry of the issuer it names; who is not named in the configuration is never asked.
public final class IssuerTokenVerifier implements TokenVerifier, KeyStates, AutoCloseable {
    private static final int MAX_LENGTH = 16 * 1024;

    private final Map<String, JwtVerifier> byIssuer = new LinkedHashMap<>();
    private final TokenHasher hasher = new TokenHasher(new SecureRandom());
    private final VerdictCache cache;
    private final ExecutorService fetches = Executors.newVirtualThreadPerTaskExecutor();

    public IssuerTokenVerifier(
            List<TrustEntry> trust,
            KeysConfig keysConfig,
            IssuerClient client,
            InstantSource clock,
            KeyFetchListener listener) {
        cache = new VerdictCache(clock);
        for (TrustEntry entry : trust) {
            Discovery discovery = new Discovery(entry.issuer(), client, clock);
            KeyFetch fetch = new KeyFetch(entry.jwksUrl(), discovery, client, clock);
            RemoteKeys keys = new RemoteKeys(entry.issuer(), keysConfig, fetch, clock, fetches, listener);
            if (byIssuer.put(entry.issuer().value(), new JwtVerifier(entry, keys, clock)) != null) {
                throw new IllegalArgumentException("the issuer " + entry.issuer() + " is trusted twice");
            }
        }
    }

    @Override
    public Verdict verify(BearerToken token) {
        if (token.value().length() > MAX_LENGTH) {
            return new Invalid(InvalidReason.MALFORMED, "longer than " + MAX_LENGTH + " characters");
        }
        TokenHash hash = hasher.hash(token);
        Optional<Judgement> known = cache.get(hash);
        if (known.isPresent()) {
            return verdict(known.get());
        }
        Judgement judgement = judge(token);
        cache.put(hash, judgement);
        return verdict(judgement);
    }

    private static Verdict verdict(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Accepted accepted -> asBearer(accepted.token());
            case Judgement.Refused refused -> refused.verdict();
            case Judgement.Undecided undecided -> undecided.verdict();
        };
    }

    /// A token bound to a key is worth nothing without the proof (RFC 9449 §7.2, RFC 8705 §3).
    private static Verdict asBearer(AccessToken token) {
        return token.confirmation().isBound()
                ? new Invalid(InvalidReason.SENDER_CONSTRAINED, "the token has cnf and came as a plain bearer token")
                : new Verdict.Valid(token.identity());
    }

    private Judgement judge(BearerToken token) {
        Optional<CompactJws> jws = CompactJws.read(token.value());
        if (jws.isEmpty()) {
            return Judgement.refuse(InvalidReason.MALFORMED, "not a signed JWT in compact form");
        }
        return jws.get()
                .claims()
                .map(claims -> judge(new Jwt(jws.get(), claims)))
                .orElseGet(
                        () -> Judgement.refuse(InvalidReason.MALFORMED, "the payload is not one strict JSON object"));
    }

    private Judgement judge(Jwt jwt) {
        Optional<String> issuer = jwt.claims().string("iss");
        JwtVerifier verifier = byIssuer.get(issuer.orElse(""));
        if (verifier == null) {
            return Judgement.refuse(
                    InvalidReason.ISSUER,
                    "expected iss to be one of " + byIssuer.keySet() + ", found "
                            + Shown.of(jwt.claims().get("iss")));
        }
        return verifier.judge(jwt);
    }

    /// How it stands with the remembered verdicts.
    public CacheState cacheState() {
        return cache.state();
    }

    @Override
    public List<KeyState> keyStates() {
        return byIssuer.values().stream()
                .map(verifier -> verifier.keys().keyState())
                .toList();
    }

    @Override
    public void warmUp() {
        byIssuer.values().forEach(verifier -> verifier.keys().warmUp());
    }

    @Override
    public void close() {
        fetches.shutdownNow();
    }
}
