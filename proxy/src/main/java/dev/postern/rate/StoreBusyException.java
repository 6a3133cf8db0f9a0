package dev.postern.rate;

import java.io.IOException;

/// The store may be well, but nobody could ask it in time.
final class StoreBusyException extends IOException {
    private static final long serialVersionUID = 1;

    StoreBusyException() {
        super("as many as may are asking it");
    }
}
