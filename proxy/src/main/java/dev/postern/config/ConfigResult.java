package dev.postern.config;

import java.util.List;

/// What became of the settings.
public sealed interface ConfigResult {

    /// They are complete and right.
    ///
    /// @param warnings a sentence on each thing that works and still deserves a second look
    record Complete(Config config, List<String> warnings) implements ConfigResult {
        public Complete {
            warnings = List.copyOf(warnings);
        }
    }

    /// They are not.
    ///
    /// @param problems a sentence on each, all of them at once
    record Faulty(List<String> problems) implements ConfigResult {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }
}
