package dev.postern.login;

import dev.postern.oauth.VisibleText;

/// What a server said, fit for a terminal: no control characters, which could move the cursor or colour a lie, and not
/// without end.
final class Shown {
    private static final int MOST = 300;

    private Shown() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MOST).forEach(c -> shown.appendCodePoint(VisibleText.isVisible(c) ? c : '?'));
        return text.codePointCount(0, text.length()) > MOST ? shown + "…" : shown.toString();
    }
}
