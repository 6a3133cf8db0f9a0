package dev.postern.rate;

import java.util.List;

/// Whether a request is within its limits.
public sealed interface Rating {

    /// It is, and was taken from each of their buckets.
    ///
    /// @param levels how they stand now
    record Within(List<Level> levels) implements Rating {
        public Within {
            levels = List.copyOf(levels);
        }
    }

    /// It is not, and nothing was taken from any bucket.
    ///
    /// @param exhausted the bucket that does not hold enough
    record Exceeded(Level exhausted) implements Rating {}
}
