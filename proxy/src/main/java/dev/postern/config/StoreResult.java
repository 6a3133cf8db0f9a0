package dev.postern.config;

import java.util.List;

/// What became of the settings that say where the authorization server keeps its data.
public sealed interface StoreResult {

    /// They name a place.
    record Named(StoreConfig store) implements StoreResult {}

    /// They name none.
    record None() implements StoreResult {}

    /// They cannot be read.
    ///
    /// @param problems a sentence on each
    record Faulty(List<String> problems) implements StoreResult {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }
}
