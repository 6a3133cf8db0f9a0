package dev.postern.token;

import dev.postern.config.AssertionConfig;
import dev.postern.config.ClaimHeader;
import dev.postern.oauth.Identity;
import dev.postern.oauth.ResourceUri;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Signs who a caller is, so that the upstream can verify what it would otherwise have to trust. One signature serves
/// all requests of an identity for half of its time.
public final class IdentityAssertions {
    /// Where the public keys are.
    public static final String KEYS_PATH = "/.well-known/postern/jwks.json";

    private static final String TYPE = "postern-identity+jwt";
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    /// For a token that is over, and good only by the allowed difference of clocks.
    private static final Duration LEAST = Duration.ofSeconds(10);

    private static final int MAX_REMEMBERED = 10_000;

    private record Remembered(String assertion, Instant until) {}

    private final List<OwnKey> keys = new ArrayList<>();
    private final List<ClaimHeader> claims;
    private final ResourceUri resource;
    private final URI upstream;
    private final InstantSource clock;
    private final int most;
    private final ConcurrentHashMap<Identity, Remembered> remembered = new ConcurrentHashMap<>();

    /// @param claims of the token that are told, and so are asserted
    /// @param resource who asserts
    /// @param upstream to whom
    public IdentityAssertions(
            AssertionConfig config, List<ClaimHeader> claims, ResourceUri resource, URI upstream, InstantSource clock) {
        this(config, claims, resource, upstream, clock, MAX_REMEMBERED);
    }

    /// @param most how many assertions are remembered
    IdentityAssertions(
            AssertionConfig config,
            List<ClaimHeader> claims,
            ResourceUri resource,
            URI upstream,
            InstantSource clock,
            int most) {
        this.most = most;
        this.claims = List.copyOf(claims);
        this.resource = resource;
        this.upstream = upstream;
        this.clock = clock;
        config.keys().forEach(key -> keys.add(OwnKey.of(key)));
        if (keys.isEmpty()) {
            keys.add(OwnKey.made());
        }
    }

    /// An assertion that was made lately and is good for some time yet. Never waits.
    public Optional<String> known(Identity identity) {
        Remembered known = remembered.get(identity);
        return known != null && clock.instant().isBefore(known.until())
                ? Optional.of(known.assertion())
                : Optional.empty();
    }

    /// Makes one, which takes too long for an I/O thread.
    public String make(Identity identity) {
        Instant now = clock.instant();
        Instant end = end(identity, now);
        String assertion = sign(identity, now, end);
        if (remembered.size() >= most) {
            makeRoom(now);
        }
        remembered.put(
                identity,
                new Remembered(assertion, now.plus(Duration.between(now, end).dividedBy(2))));
        return assertion;
    }

    /// The key set (RFC 7517 §5).
    public String keySet() {
        List<Map<String, String>> published = new ArrayList<>();
        keys.forEach(key -> published.add(key.jwk()));
        return SignedJwt.json(Map.of("keys", published));
    }

    private static Instant end(Identity identity, Instant now) {
        Instant least = now.plus(LEAST);
        Instant most = now.plus(LIFETIME);
        Instant end = identity.expiresAt();
        return end.isBefore(least) ? least : end.isBefore(most) ? end : most;
    }

    private String sign(Identity identity, Instant now, Instant end) {
        OwnKey key = keys.getFirst();
        Map<String, String> header = new LinkedHashMap<>();
        header.put("alg", key.algorithm().name());
        header.put("typ", TYPE);
        header.put("kid", key.id());
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("iss", resource.value());
        said.put("aud", upstream.toString());
        said.put("sub", identity.subject());
        said.put("token_iss", identity.issuer().value());
        String clientId = identity.clientId();
        if (clientId != null) {
            said.put("client_id", clientId);
        }
        said.put("scope", identity.scopes().toString());
        Map<String, Object> told = told(identity);
        if (!told.isEmpty()) {
            said.put("claims", told);
        }
        said.put("iat", now.getEpochSecond());
        said.put("exp", end.getEpochSecond());
        said.put("jti", UUID.randomUUID().toString());
        try {
            return SignedJwt.of(header, said, key.key(), key.algorithm());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("our own key cannot sign", e);
        }
    }

    private Map<String, Object> told(Identity identity) {
        Map<String, Object> told = new LinkedHashMap<>();
        for (ClaimHeader header : claims) {
            header.claim()
                    .in(identity.claims())
                    .ifPresent(value -> told.put(header.claim().toString(), value));
        }
        return told;
    }

    /// Those whose time is over, and where that is not enough, whichever come first.
    private synchronized void makeRoom(Instant now) {
        remembered.values().removeIf(known -> !now.isBefore(known.until()));
        var identities = remembered.keySet().iterator();
        while (identities.hasNext() && remembered.size() > most * 9 / 10) {
            identities.next();
            identities.remove();
        }
    }
}
