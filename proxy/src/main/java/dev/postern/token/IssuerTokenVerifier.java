package dev.postern.token;

import dev.postern.config.IntrospectedTokens;
import dev.postern.config.IntrospectionConfig;
import dev.postern.config.KeysConfig;
import dev.postern.config.TrustEntry;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Issuer;
import dev.postern.outbound.IssuerClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Judges a token by the trust entry of the issuer it names; who is not named in the configuration is never asked.
public final class IssuerTokenVerifier implements TokenVerifier, KeyStates, RememberedVerdicts, AutoCloseable {
    private static final int MAX_LENGTH = 16 * 1024;

    private final Map<String, TrustedIssuer> byIssuer = new LinkedHashMap<>();
    private final TokenHasher hasher = new TokenHasher(new SecureRandom());
    private final VerdictCache cache;
    private final Possession possession;
    private final @Nullable Introspector opaque;
    private final @Nullable Introspector foreign;
    /// The others are left to those who verify nothing.
    private final Semaphore processors =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private final ExecutorService fetches = Executors.newVirtualThreadPerTaskExecutor();

    /// A verifier of bearer tokens, and of tokens bound to client certificates.
    public IssuerTokenVerifier(
            List<TrustEntry> trust,
            KeysConfig keysConfig,
            IssuerClient client,
            InstantSource clock,
            KeyFetchListener listener) {
        this(trust, Set.of(), keysConfig, client, clock, listener, Possession.withoutProofs());
    }

    /// A verifier that takes proofs of possession too.
    ///
    /// @param wantedClaims the names of the claims that identities shall have
    public IssuerTokenVerifier(
            List<TrustEntry> trust,
            Set<String> wantedClaims,
            KeysConfig keysConfig,
            IssuerClient client,
            InstantSource clock,
            KeyFetchListener listener,
            Possession possession) {
        this(trust, wantedClaims, keysConfig, client, clock, listener, possession, Map.of());
    }

    /// A verifier that is told what some issuers revoke.
    ///
    /// @param revocations of those issuers that tell
    public IssuerTokenVerifier(
            List<TrustEntry> trust,
            Set<String> wantedClaims,
            KeysConfig keysConfig,
            IssuerClient client,
            InstantSource clock,
            KeyFetchListener listener,
            Possession possession,
            Map<Issuer, Revocations> revocations) {
        this.possession = possession;
        cache = new VerdictCache(clock);
        WantedClaims wanted = new WantedClaims(wantedClaims);
        for (TrustEntry entry : trust) {
            TrustedIssuer trusted = trusted(
                    entry,
                    wanted,
                    keysConfig,
                    client,
                    clock,
                    listener,
                    revocations.getOrDefault(entry.issuer(), Revocations.UNKNOWN));
            if (byIssuer.put(entry.issuer().value(), trusted) != null) {
                throw new IllegalArgumentException("the issuer " + entry.issuer() + " is trusted twice");
            }
        }
        opaque = asked(IntrospectedTokens::opaque);
        foreign = asked(IntrospectedTokens::foreign);
    }

    private TrustedIssuer trusted(
            TrustEntry entry,
            WantedClaims wanted,
            KeysConfig keysConfig,
            IssuerClient client,
            InstantSource clock,
            KeyFetchListener listener,
            Revocations revocations) {
        Discovery discovery = new Discovery(entry.issuer(), client, clock);
        KeyFetch fetch = new KeyFetch(entry.jwksUrl(), discovery, client, clock);
        RemoteKeys keys = new RemoteKeys(entry.issuer(), keysConfig, fetch, clock, fetches, listener);
        IntrospectionConfig introspection = entry.introspection();
        Introspector introspector = introspection == null
                ? null
                : new Introspector(entry, introspection, wanted, discovery, client, keys, clock);
        return new TrustedIssuer(
                entry, keys, new JwtVerifier(entry, wanted, keys, clock, processors, revocations), introspector);
    }

    /// Who is asked about tokens that do not say whose they are. Only one can be: the others would get to see tokens
    /// that are not meant for them.
    private @Nullable Introspector asked(Predicate<IntrospectedTokens> about) {
        List<TrustedIssuer> asked = byIssuer.values().stream()
                .filter(trusted -> trusted.isAsked(about))
                .toList();
        if (asked.size() > 1) {
            throw new IllegalArgumentException("only one issuer can be asked about tokens that name none");
        }
        return asked.isEmpty() ? null : asked.getFirst().introspector();
    }

    @Override
    public Verdict verify(BearerToken token) {
        return verify(Presentation.bearer(token));
    }

    @Override
    public Verdict verify(Presentation presentation) {
        return verdict(judge(presentation.token()), presentation);
    }

    @Override
    public KnownToken known(BearerToken token) {
        if (token.value().length() > MAX_LENGTH) {
            return _ -> Optional.empty();
        }
        TokenHash hash = hasher.hash(token);
        return presentation -> cache.get(hash).map(judgement -> verdict(judgement, presentation));
    }

    @Override
    public Optional<String> proofNonce() {
        return possession.nonce();
    }

    private Verdict verdict(Judgement judgement, Presentation presentation) {
        return switch (judgement) {
            case Judgement.Accepted accepted -> possession.judge(accepted.token(), presentation);
            case Judgement.Refused refused -> refused.verdict();
            case Judgement.Undecided undecided -> undecided.verdict();
        };
    }

    private Judgement judge(BearerToken token) {
        if (token.value().length() > MAX_LENGTH) {
            return Judgement.refuse(InvalidReason.MALFORMED, "longer than " + MAX_LENGTH + " characters");
        }
        TokenHash hash = hasher.hash(token);
        Optional<Judgement> known = cache.get(hash);
        if (known.isPresent()) {
            return known.get();
        }
        Judgement judgement = judge(token, hash);
        cache.put(hash, judgement);
        return judgement;
    }

    private Judgement judge(BearerToken token, TokenHash hash) {
        Optional<Jwt> jwt =
                CompactJws.read(token.value()).flatMap(jws -> jws.claims().map(claims -> new Jwt(jws, claims)));
        if (jwt.isPresent()) {
            return judge(jwt.get(), token, hash);
        }
        return opaque == null
                ? Judgement.refuse(InvalidReason.MALFORMED, "not a signed JWT of strict JSON in compact form")
                : opaque.judge(token, hash);
    }

    private Judgement judge(Jwt jwt, BearerToken token, TokenHash hash) {
        TrustedIssuer trusted = byIssuer.get(jwt.claims().string("iss").orElse(""));
        if (trusted != null) {
            Introspector introspector = trusted.introspector();
            return introspector != null && trusted.isAsked(IntrospectedTokens::own)
                    ? introspector.judge(token, hash)
                    : trusted.jwts().judge(jwt);
        }
        return foreign == null
                ? Judgement.refuse(
                        InvalidReason.ISSUER,
                        "expected iss to be one of " + byIssuer.keySet() + ", found "
                                + Shown.of(jwt.claims().get("iss")))
                : foreign.judge(token, hash);
    }

    @Override
    public CacheState cacheState() {
        return cache.state();
    }

    @Override
    public Duration stalenessBound() {
        return byIssuer.values().stream()
                .map(TrustedIssuer::rememberedFor)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    @Override
    public List<KeyState> keyStates() {
        return byIssuer.values().stream()
                .filter(TrustedIssuer::needsKeys)
                .map(trusted -> trusted.keys().keyState())
                .toList();
    }

    /// All at once: an issuer that does not answer must not keep the others' keys away.
    @Override
    public void warmUp() {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        try {
            for (TrustedIssuer trusted : byIssuer.values()) {
                if (trusted.needsKeys()) {
                    running.add(CompletableFuture.runAsync(trusted.keys()::warmUp, fetches));
                }
            }
        } catch (RejectedExecutionException stopping) {
            return;
        }
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    }

    @Override
    public void close() {
        fetches.shutdownNow();
    }
}
