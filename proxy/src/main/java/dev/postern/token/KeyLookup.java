package dev.postern.token;

import java.time.Duration;
import java.util.List;

/// What can be said about the key a token names.
sealed interface KeyLookup {

    /// These keys may have signed it.
    record Candidates(List<VerificationKey> keys) implements KeyLookup {}

    /// The issuer has no such key, as far as we may ask.
    record Unknown(String detail) implements KeyLookup {}

    /// The issuer knows the key id, but for another algorithm.
    record Unfit(String detail) implements KeyLookup {}

    /// Whether the issuer has such a key cannot be found out now.
    record Unavailable(Duration retryAfter, String detail) implements KeyLookup {}
}
