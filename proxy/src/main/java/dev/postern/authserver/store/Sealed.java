package dev.postern.authserver.store;

/// A text encrypted by the authorization server with a key that the store never sees.
///
/// @param text printable ASCII, at most 64 KiB
public record Sealed(String text) {
    private static final int MAX_LENGTH = 64 * 1024;

    public Sealed {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a sealed text has 1 to 65536 characters");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
