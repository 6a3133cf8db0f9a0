package dev.postern.e2e;

import com.nimbusds.jose.JWSObject;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// What a load does with tokens besides sending them.
final class Tokens {
    private Tokens() {}

    /// The key a JWT says it was signed with.
    static String keyId(String token) {
        try {
            return JWSObject.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// One after the other, and again from the first.
    static Supplier<String> inTurn(List<String> tokens) {
        AtomicInteger next = new AtomicInteger();
        return () -> tokens.get(next.getAndIncrement() % tokens.size());
    }

    /// One after the other, and the last one from then on.
    static Supplier<String> eachOnce(List<String> tokens) {
        AtomicInteger next = new AtomicInteger();
        return () -> tokens.get(Math.min(next.getAndIncrement(), tokens.size() - 1));
    }
}
