package dev.postern.token;

import dev.postern.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The claims that the configuration asks for, taken from a token as they are: all others are forgotten.
///
/// @param names of the claims
record WantedClaims(Set<String> names) {
    static final WantedClaims NONE = new WantedClaims(Set.of());

    /// So that what is remembered of ten thousand tokens, and what the upstream is told, stays of a size.
    private static final int MAX_CHARACTERS = 8 * 1024;

    WantedClaims {
        names = Set.copyOf(names);
    }

    /// Refuses a token that says too much: half a list of groups would be a lie.
    Optional<Verdict.Invalid> size(JsonObject claims, Instant now) {
        for (String name : names) {
            long found = characters(claims.get(name));
            if (found > MAX_CHARACTERS) {
                return TokenCheck.refuse(
                        InvalidReason.CLAIMS,
                        "the claim %s is larger than %d characters".formatted(name, MAX_CHARACTERS));
            }
        }
        return Optional.empty();
    }

    /// Those of the wanted claims that are there.
    JsonObject of(JsonObject claims) {
        if (names.isEmpty()) {
            return JsonObject.EMPTY;
        }
        Map<String, Object> found = new LinkedHashMap<>();
        for (String name : names) {
            Object value = claims.get(name);
            if (value != null) {
                found.put(name, value);
            }
        }
        return found.isEmpty() ? JsonObject.EMPTY : new JsonObject(found);
    }

    /// About what a value takes, as JSON text or in memory.
    static long characters(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case String text -> text.length() + 2L;
            case List<?> list -> characters(list);
            case JsonObject object -> characters(object);
            default -> value.toString().length();
        };
    }

    private static long characters(List<?> list) {
        long sum = 2;
        for (Object element : list) {
            sum += 1 + characters(element);
        }
        return sum;
    }

    private static long characters(JsonObject object) {
        long sum = 2;
        for (Map.Entry<String, Object> member : object.members().entrySet()) {
            sum += 4L + member.getKey().length() + characters(member.getValue());
        }
        return sum;
    }
}
