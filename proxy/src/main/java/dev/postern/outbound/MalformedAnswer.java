package dev.postern.outbound;

import java.io.IOException;

/// An answer that is not HTTP, or larger than agreed.
final class MalformedAnswer extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedAnswer(String message) {
        super(message);
    }
}
