package dev.postern.token;

import static dev.postern.token.TokenCheck.refuse;

import dev.postern.config.TokenType;
import dev.postern.config.TrustEntry;
import dev.postern.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What the header of an access token must say (RFC 7515 §4.1, RFC 8725 §3, RFC 9068 §4).
final class HeaderChecks {
    /// They ask to fetch or trust a key, to decrypt, to decompress, or to understand an extension.
    private static final List<String> REFUSED =
            List.of("crit", "b64", "zip", "enc", "jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256", "epk", "p2c", "p2s");
    private static final Set<String> ACCESS_TOKEN = Set.of("at+jwt", "application/at+jwt");
    private static final Set<String> PLAIN = Set.of("jwt", "application/jwt");

    private final TokenType tokenType;
    private final Set<String> algorithms;
    private final Set<String> ignored;

    HeaderChecks(TrustEntry entry) {
        this.tokenType = entry.tokenType();
        this.algorithms = entry.algorithms();
        this.ignored = entry.profile().ignoredHeaders();
    }

    Optional<Verdict.Invalid> parameters(JsonObject header, Instant now) {
        Optional<String> refused = refusedParameter(header, ignored);
        if (refused.isPresent()) {
            return refuse(InvalidReason.MALFORMED, "the header parameter " + refused.get() + " is not accepted");
        }
        if (header.has("kid") && header.string("kid").isEmpty()) {
            return refuse(InvalidReason.MALFORMED, "kid is not a string");
        }
        if (header.has("cty")) {
            return refuse(InvalidReason.MALFORMED, "nested tokens are not accepted");
        }
        return Optional.empty();
    }

    /// The first parameter a header must not have, empty where there is none.
    static Optional<String> refusedParameter(JsonObject header, Set<String> ignored) {
        for (String name : REFUSED) {
            if (header.has(name) && !ignored.contains(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    Optional<Verdict.Invalid> type(JsonObject header, Instant now) {
        String type = header.string("typ").orElse("").toLowerCase(Locale.ROOT);
        boolean untyped = !header.has("typ") || PLAIN.contains(type);
        if (ACCESS_TOKEN.contains(type) || (untyped && tokenType == TokenType.LENIENT)) {
            return Optional.empty();
        }
        String expected = tokenType == TokenType.STRICT ? "typ at+jwt" : "typ at+jwt, JWT or none";
        return refuse(InvalidReason.TYPE, "expected " + expected + ", found " + Shown.of(header.get("typ")));
    }

    Optional<Verdict.Invalid> algorithm(JsonObject header, Instant now) {
        String algorithm = header.string("alg").orElse("");
        if (algorithms.contains(algorithm)
                && SignatureAlgorithm.named(algorithm).isPresent()) {
            return Optional.empty();
        }
        return refuse(
                InvalidReason.ALGORITHM, "expected one of " + algorithms + ", found " + Shown.of(header.get("alg")));
    }

    /// Whether the header says outright that this is an access token.
    static boolean saysAccessToken(JsonObject header) {
        return ACCESS_TOKEN.contains(header.string("typ").orElse("").toLowerCase(Locale.ROOT));
    }
}
