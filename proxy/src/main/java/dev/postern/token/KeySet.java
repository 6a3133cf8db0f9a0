package dev.postern.token;

import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The usable keys of one JWKS (RFC 7517 §5): at least one, no two under one id.
///
/// @param keys in the order of the document
record KeySet(List<VerificationKey> keys) {
    private static final int MAX_KEYS = 100;
    /// A token without `kid` is tried with no more keys than this.
    private static final int MAX_TRIED = 8;

    KeySet {
        keys = List.copyOf(keys);
    }

    /// The keys of this document, empty where it is no key set or none of its keys can be used.
    static Optional<KeySet> read(String text) {
        Optional<List<?>> entries = StrictJson.read(text).flatMap(document -> document.array("keys"));
        if (entries.isEmpty() || entries.get().size() > MAX_KEYS) {
            return Optional.empty();
        }
        Map<String, Integer> uses = uses(entries.get());
        List<VerificationKey> usable = new ArrayList<>();
        for (Object entry : entries.get()) {
            if (entry instanceof JsonObject jwk) {
                JwkReader.read(jwk)
                        .filter(key -> key.kid() == null || uses.getOrDefault(key.kid(), 0) == 1)
                        .ifPresent(usable::add);
            }
        }
        return usable.isEmpty() ? Optional.empty() : Optional.of(new KeySet(usable));
    }

    /// How often each id names a key that could be meant for signatures: two make both unusable, as nobody can say
    /// which one a token means.
    private static Map<String, Integer> uses(List<?> entries) {
        Map<String, Integer> uses = new HashMap<>();
        for (Object entry : entries) {
            if (entry instanceof JsonObject jwk && !JwkReader.isForAnotherUse(jwk)) {
                jwk.string("kid").ifPresent(kid -> uses.merge(kid, 1, Integer::sum));
            }
        }
        return uses;
    }

    boolean knows(String kid) {
        return keys.stream().anyMatch(key -> kid.equals(key.kid()));
    }

    /// The keys that may have signed with this algorithm under this id; under any id where the token names none.
    List<VerificationKey> candidates(@Nullable String kid, SignatureAlgorithm algorithm) {
        List<VerificationKey> candidates = new ArrayList<>();
        for (VerificationKey key : keys) {
            boolean named = kid == null || kid.equals(key.kid());
            if (named && key.algorithms().contains(algorithm) && candidates.size() < MAX_TRIED) {
                candidates.add(key);
            }
        }
        return candidates;
    }
}
