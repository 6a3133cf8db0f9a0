package dev.postern.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How many file descriptors the process may have: each client can need two, and some are ours.
///
/// @param descriptors the limit
record OpenFiles(long descriptors) {
    private static final int OURS = 64;

    /// What the system tells of this process; practically unlimited where it tells nothing.
    static OpenFiles limit() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
                if (line.startsWith("Max open files")) {
                    String soft =
                            line.substring("Max open files".length()).strip().split("\\s+", -1)[0];
                    return new OpenFiles(soft.equals("unlimited") ? Integer.MAX_VALUE : Long.parseLong(soft));
                }
            }
        } catch (IOException | NumberFormatException _) {
            // not a system that tells
        }
        return new OpenFiles(Integer.MAX_VALUE);
    }

    /// How many clients may be connected.
    int connections() {
        return (int) Math.max(16, Math.min(Integer.MAX_VALUE, (descriptors - OURS) / 2));
    }
}
