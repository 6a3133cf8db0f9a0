package dev.postern.oscal.constraints;

import java.util.function.BooleanSupplier;

/// How long an answer is waited for: until a time, and only while somebody wants it.
///
/// @param nanoTime as the JVM counts
record Deadline(long nanoTime, BooleanSupplier gone) {

    boolean over() {
        return abandoned() || System.nanoTime() - nanoTime >= 0;
    }

    boolean abandoned() {
        return gone.getAsBoolean();
    }
}
