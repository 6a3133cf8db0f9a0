package dev.postern.token;

import dev.postern.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/// A date as RFC 7519 §2 writes it: seconds since the epoch, fractions allowed, until the year 9999.
final class NumericDate {
    /// Stands for a time nobody states.
    static final Instant NEVER = Instant.ofEpochSecond(253402300799L);

    private static final BigDecimal LAST = BigDecimal.valueOf(NEVER.getEpochSecond());

    private NumericDate() {}

    /// The claim as an instant, empty where it is absent or no such date (text, negative, milliseconds).
    static Optional<Instant> read(JsonObject claims, String name) {
        return claims.number(name)
                .filter(seconds -> seconds.signum() >= 0 && seconds.compareTo(LAST) <= 0)
                .map(NumericDate::instant);
    }

    private static Instant instant(BigDecimal seconds) {
        // Bounded above, so that setting the scale cannot unfold a huge exponent.
        BigDecimal millis = seconds.setScale(3, RoundingMode.DOWN).movePointRight(3);
        return Instant.ofEpochMilli(millis.longValueExact());
    }
}
