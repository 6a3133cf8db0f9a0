package dev.postern.outbound;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a call to an issuer ended.
public sealed interface FetchOutcome {

    /// The answer came whole, in time, with status 200 and within its bound.
    ///
    /// @param text its body, which was UTF-8 without fault
    /// @param contentType as stated, empty where not
    /// @param maxAge how long `Cache-Control` lets it be kept; null where it says nothing
    record Fetched(
            String text, String contentType, @Nullable Duration maxAge) implements FetchOutcome {}

    /// There is no answer that can be used.
    ///
    /// @param reason for the log
    /// @param status of the answer where one came, else 0
    /// @param error the code of an OAuth error (RFC 6749 §5.2) where the answer is one, else empty
    record Failed(String reason, int status, String error) implements FetchOutcome {
        public Failed(String reason) {
            this(reason, 0, "");
        }
    }
}
