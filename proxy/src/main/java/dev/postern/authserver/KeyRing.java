package dev.postern.authserver;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.postern.authserver.store.Seal;
import dev.postern.authserver.store.SigningKey;
import dev.postern.authserver.store.SigningKeys;
import dev.postern.authserver.store.StoreUnavailable;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys our access tokens are signed with. A key is published a day before it signs, and until its last token has
/// expired, so that nobody meets a token of a key that they could not know.
public final class KeyRing {
    private static final Duration SIGNS_FOR = Duration.ofDays(30);
    private static final Duration PUBLISHED_AHEAD = Duration.ofDays(1);
    /// More than any access token lasts, and any clock is off.
    private static final Duration PUBLISHED_AFTER = Duration.ofDays(2);
    /// A key that is late, as nobody was there when it was due, is at least known to whoever keeps keys for a while.
    private static final Duration HEAD_START = Duration.ofMinutes(15);
    /// More than any access token lasts: a key that is published no longer than this signs no more.
    private static final Duration LAST_TOKEN = Duration.ofHours(1);
    /// Another replica may have added a key.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private static final String PURPOSE = "signing key";

    private final SigningKeys store;
    private final Seal seal;
    private final Secrets secrets;
    private final InstantSource clock;
    private @Nullable Seen seen;

    private record Seen(Instant when, List<SigningKey> published, ECKey current) {}

    KeyRing(SigningKeys store, Seal seal, Secrets secrets, InstantSource clock) {
        this.store = store;
        this.seal = seal;
        this.secrets = secrets;
        this.clock = clock;
    }

    /// The key to sign with now.
    ECKey current() {
        return look().current();
    }

    /// The JWK set for everybody who checks our tokens.
    public String published() {
        return publicKeys().toString();
    }

    JWKSet publicKeys() {
        List<JWK> keys = new ArrayList<>();
        for (SigningKey key : look().published()) {
            try {
                keys.add(JWK.parse(key.publicJwk()));
            } catch (ParseException e) {
                throw new IllegalStateException("the store has a key that is none: " + key.kid(), e);
            }
        }
        return new JWKSet(keys);
    }

    private synchronized Seen look() {
        Instant now = clock.instant();
        Seen known = seen;
        if (known == null
                || now.isBefore(known.when())
                || !now.isBefore(known.when().plus(LOOK_AGAIN))) {
            known = lookAgain(known, now);
            seen = known;
        }
        return known;
    }

    /// While the store is away the keys that are known go on, and the one that was published ahead of its time begins.
    private Seen lookAgain(@Nullable Seen known, Instant now) {
        try {
            return ensure(now);
        } catch (StoreUnavailable e) {
            List<SigningKey> still = known == null ? List.of() : maySign(known.published(), now);
            if (still.isEmpty()) {
                throw e;
            }
            return new Seen(now, still, open(signing(still, now)));
        }
    }

    private static List<SigningKey> maySign(List<SigningKey> published, Instant now) {
        return published.stream()
                .filter(key -> now.plus(LAST_TOKEN).isBefore(key.publishedUntil()))
                .toList();
    }

    private Seen ensure(Instant now) {
        List<SigningKey> published = store.published(now);
        SigningKey newest = published.isEmpty() ? null : published.getLast();
        if (newest == null || isDue(newest, now)) {
            published = add(now, begin(newest, now), newest);
        }
        return new Seen(now, published, open(signing(published, now)));
    }

    private static boolean isDue(SigningKey newest, Instant now) {
        return !now.isBefore(newest.signsFrom().plus(SIGNS_FOR).minus(PUBLISHED_AHEAD));
    }

    /// When the next key begins to sign: in its time, or as soon as it can be known, or at once where no other can.
    private static Instant begin(@Nullable SigningKey newest, Instant now) {
        if (newest == null) {
            return now;
        }
        Instant due = newest.signsFrom().plus(SIGNS_FOR);
        Instant soonest = now.plus(HEAD_START);
        Instant begin = due.isBefore(soonest) ? soonest : due;
        return begin.plus(LAST_TOKEN).isBefore(newest.publishedUntil()) ? begin : now;
    }

    /// Whoever was faster, there is a key afterwards.
    private List<SigningKey> add(Instant now, Instant signsFrom, @Nullable SigningKey newest) {
        String kid = secrets.id();
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(kid)
                    .generate();
            SigningKey made = new SigningKey(
                    kid,
                    key.toPublicJWK().toJSONString(),
                    seal.seal(key.toJSONString(), PURPOSE),
                    now,
                    signsFrom,
                    signsFrom.plus(SIGNS_FOR).plus(PUBLISHED_AFTER));
            store.add(made, newest == null ? null : newest.kid());
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
        return store.published(now);
    }

    private static SigningKey signing(List<SigningKey> published, Instant now) {
        SigningKey signing = published.getFirst();
        for (SigningKey key : published) {
            if (!key.signsFrom().isAfter(now)) {
                signing = key;
            }
        }
        return signing;
    }

    private ECKey open(SigningKey key) {
        String jwk = seal.open(key.privateJwk(), PURPOSE)
                .orElseThrow(() -> new IllegalStateException(
                        "the signing key %s was sealed with a key that is not configured".formatted(key.kid())));
        try {
            return ECKey.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("the store has a key that is none: " + key.kid(), e);
        }
    }
}
