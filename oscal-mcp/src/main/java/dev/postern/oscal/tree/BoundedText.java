package dev.postern.oscal.tree;

import java.io.Writer;

/// A text that is being written and may not become longer than a bound. What a document says once, a profile or an
/// alias
/// can repeat a million times.
public final class BoundedText extends Writer {
    private final StringBuilder text = new StringBuilder();
    private final int most;

    public BoundedText(int most) {
        this.most = most;
    }

    /// It would have become too long.
    public static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public TooLong(int most) {
            super("The text would have more than " + most + " characters.", null, false, false);
        }
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        room(length);
        text.append(characters, offset, length);
    }

    @Override
    public void write(String piece, int offset, int length) {
        room(length);
        text.append(piece, offset, offset + length);
    }

    private void room(int more) {
        Stopped.ifAsked();
        if (text.length() + more > most) {
            throw new TooLong(most);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}
