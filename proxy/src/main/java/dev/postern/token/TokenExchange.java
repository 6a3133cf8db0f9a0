package dev.postern.token;

import dev.postern.config.UpstreamCredential;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Issuer;
import dev.postern.outbound.FetchOutcome;
import dev.postern.outbound.IssuerClient;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Has the issuer give a token for the upstream in exchange for the client's (RFC 8693): once for each token, and again
/// when what it gave is about to end.
public final class TokenExchange implements UpstreamCredentials {
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final Duration REFUSALS_REMEMBERED = Duration.ofSeconds(5);

    /// Where the answer does not say how long its token is good.
    private static final Duration USUAL_LIFETIME = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final int MAX_AT_ONCE = 100;
    private static final int MAX_KEPT = 5_000;
    private static final int MAX_LENGTH = 16 * 1024;

    private record Kept(Credential credential, Instant until) {}

    private final UpstreamCredential.Exchanged config;
    private final Discovery discovery;
    private final IssuerClientCall call;
    private final InstantSource clock;
    private final TokenHasher hasher = new TokenHasher(new SecureRandom());
    private final ConcurrentHashMap<TokenHash, Kept> kept = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<TokenHash, CompletableFuture<Credential>> underWay = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MAX_AT_ONCE);
    private volatile @Nullable URI learntUrl;

    /// @param issuer of the client's tokens, and of those it gives for them
    public TokenExchange(UpstreamCredential.Exchanged config, Issuer issuer, IssuerClient client, InstantSource clock) {
        this.config = config;
        this.discovery = new Discovery(issuer, client, clock);
        this.call = new IssuerClientCall(issuer, config.clientId(), config.authentication(), client, clock);
        this.clock = clock;
    }

    @Override
    public Optional<Credential> known(@Nullable Caller caller) {
        return caller == null ? Optional.empty() : known(hasher.hash(caller.token()));
    }

    private Optional<Credential> known(TokenHash hash) {
        Kept known = kept.get(hash);
        return known != null && clock.instant().isBefore(known.until())
                ? Optional.of(known.credential())
                : Optional.empty();
    }

    @Override
    public void disliked(@Nullable Caller caller) {
        if (caller != null) {
            kept.remove(hasher.hash(caller.token()));
        }
    }

    /// Asks, or waits for whoever is asking for the same token already.
    @Override
    public Credential obtain(@Nullable Caller caller) {
        if (caller == null) {
            return new Credential.Refused("there is no token to exchange");
        }
        TokenHash hash = hasher.hash(caller.token());
        CompletableFuture<Credential> mine = new CompletableFuture<>();
        CompletableFuture<Credential> other = underWay.putIfAbsent(hash, mine);
        if (other != null) {
            return await(other);
        }
        Credential credential = outage("it failed in an unexpected way");
        try {
            credential = known(hash).orElseGet(() -> askInTurn(caller, hash));
            return credential;
        } finally {
            underWay.remove(hash, mine);
            mine.complete(credential);
        }
    }

    private Credential askInTurn(Caller caller, TokenHash hash) {
        if (!places.tryAcquire()) {
            return outage("too many exchanges at once");
        }
        try {
            return ask(caller, hash, clock.instant().plus(MAX_WAIT));
        } finally {
            places.release();
        }
    }

    private Credential ask(Caller caller, TokenHash hash, Instant deadline) {
        URI endpoint = config.url() == null ? learntUrl : config.url();
        if (endpoint == null) {
            switch (discovery.find(deadline)) {
                case Discovery.Found.Metadata found ->
                    endpoint = discovery
                            .endpoint(found.metadata(), "token_endpoint")
                            .orElse(null);
                case Discovery.Found.Nowhere nowhere -> {
                    return outage(nowhere.reason());
                }
            }
        }
        if (endpoint == null) {
            return outage("metadata without an acceptable token_endpoint");
        }
        learntUrl = endpoint;
        Duration left = Duration.between(clock.instant(), deadline);
        return switch (call.post(endpoint, form(caller.token()), "application/json", left)) {
            case FetchOutcome.Fetched fetched -> read(fetched.text(), caller, hash);
            case FetchOutcome.Failed failed
            when isRefusal(failed.status()) -> {
                Credential refused = new Credential.Refused("the authorization server refused: " + failed.reason());
                keep(hash, refused, clock.instant().plus(REFUSALS_REMEMBERED));
                yield refused;
            }
            case FetchOutcome.Failed failed -> outage(failed.reason());
        };
    }

    /// Whether it says no to the exchange (RFC 8693 §2.2.2); 401 is about ourselves.
    private static boolean isRefusal(int status) {
        return status == 400 || status == 403;
    }

    private String form(BearerToken token) {
        StringBuilder form = new StringBuilder("grant_type=");
        form.append(encode("urn:ietf:params:oauth:grant-type:token-exchange"));
        append(form, "subject_token", token.value());
        append(form, "subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
        append(form, "requested_token_type", "urn:ietf:params:oauth:token-type:access_token");
        config.audiences().forEach(audience -> append(form, "audience", audience));
        config.resources().forEach(resource -> append(form, "resource", resource));
        String scope = config.scopes().toString();
        if (!scope.isEmpty()) {
            append(form, "scope", scope);
        }
        return form.toString();
    }

    private static void append(StringBuilder form, String name, String value) {
        form.append('&').append(name).append('=').append(encode(value));
    }

    private static String encode(String text) {
        return IssuerClientCall.encode(text);
    }

    private Credential read(String text, Caller caller, TokenHash hash) {
        Optional<JsonObject> answer = StrictJson.read(text);
        String token = answer.flatMap(members -> members.string("access_token")).orElse("");
        String type = answer.flatMap(members -> members.string("token_type")).orElse("");
        if (!BearerToken.isB64Token(token) || token.length() > MAX_LENGTH || !type.equalsIgnoreCase("bearer")) {
            return outage("an answer without a bearer token");
        }
        if (token.equals(caller.token().value())) {
            return outage("an answer with the client's own token, which never goes further");
        }
        Instant now = clock.instant();
        Duration lifetime = answer.flatMap(members -> members.number("expires_in"))
                .map(seconds -> Duration.ofSeconds(Math.clamp(seconds.longValue(), 0, LONGEST.toSeconds())))
                .orElse(USUAL_LIFETIME);
        Instant end = now.plus(lifetime);
        Instant until =
                caller.identity().expiresAt().isBefore(end) ? caller.identity().expiresAt() : end;
        Credential granted = new Credential.Granted(new BearerToken(token));
        keep(hash, granted, until.minus(margin(Duration.between(now, until))));
        return granted;
    }

    /// So that the upstream gets none that ends while it works with it.
    private static Duration margin(Duration lifetime) {
        Duration fifth = lifetime.dividedBy(5);
        return fifth.compareTo(MARGIN) < 0 ? fifth : MARGIN;
    }

    private void keep(TokenHash hash, Credential credential, Instant until) {
        if (kept.size() >= MAX_KEPT) {
            makeRoom();
        }
        kept.put(hash, new Kept(credential, until));
    }

    private synchronized void makeRoom() {
        Instant now = clock.instant();
        kept.values().removeIf(known -> !now.isBefore(known.until()));
        Iterator<TokenHash> hashes = kept.keySet().iterator();
        while (hashes.hasNext() && kept.size() > MAX_KEPT * 9 / 10) {
            hashes.next();
            hashes.remove();
        }
    }

    private static Credential outage(String detail) {
        return new Credential.Unavailable(RETRY_AFTER, "token exchange: " + detail);
    }

    private static Credential await(CompletableFuture<Credential> other) {
        try {
            return other.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return outage("no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return outage("interrupted");
        }
    }
}
