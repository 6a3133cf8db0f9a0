package dev.postern.oscal.transport;

import java.time.Duration;

/// What callers may take of the server, all of them together.
///
/// @param call how long one call may take
/// @param body how long the sending of one message may take
/// @param turn how long a message waits for its turn before it is refused
/// @param messageBytes of one message
/// @param heldBytes of messages that are being sent or wait
/// @param workedBytes of messages that are worked on; one that is larger is worked on alone
/// @param calls how many are worked on at once, whatever their size
public record Bounds(
        Duration call, Duration body, Duration turn, int messageBytes, int heldBytes, int workedBytes, int calls) {

    /// With these the heap of the launcher suffices for the worst documents that are known, eight of them at once.
    public static Bounds ordinary() {
        return new Bounds(
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                16 * 1024 * 1024,
                32 * 1024 * 1024,
                4 * 1024 * 1024,
                8);
    }

    public Bounds withCall(Duration longest) {
        return new Bounds(longest, body, turn, messageBytes, heldBytes, workedBytes, calls);
    }
}
