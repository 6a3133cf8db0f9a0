package dev.postern.trail;

import java.nio.file.Path;
import java.util.List;

/// What [ChainVerifier] found.
///
/// @param records how many there are
/// @param first the number of the first one, 0 where there is none
/// @param last the last one
/// @param ended whether the last one says that the log was closed
/// @param mended how many say that one before them was cut short
/// @param breaks where the chain does not hold, in order
public record ChainReport(long records, long first, Anchor last, boolean ended, int mended, List<Break> breaks) {
    public ChainReport {
        breaks = List.copyOf(breaks);
    }

    public boolean intact() {
        return breaks.isEmpty();
    }

    /// One place where the chain does not hold.
    ///
    /// @param file in which file
    /// @param line at which line, from 1; 0 where it is about no line
    /// @param why a sentence without its end
    public record Break(Path file, long line, String why) {
        @Override
        public String toString() {
            return line == 0 ? file + ": " + why : file + ":" + line + ": " + why;
        }
    }
}
