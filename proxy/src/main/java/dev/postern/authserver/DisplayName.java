package dev.postern.authserver;

import dev.postern.oauth.VisibleText;

/// Makes a stranger's name fit to be shown: nothing invisible, nothing that turns the text around, not too long.
final class DisplayName {
    private static final int MAX_LENGTH = 60;

    private DisplayName() {}

    /// The name, or `Unnamed application` where nothing is left of it.
    static String of(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints().filter(VisibleText::isVisible).limit(MAX_LENGTH).forEach(shown::appendCodePoint);
        String text = shown.toString().replaceAll("\\s+", " ").strip();
        return text.isEmpty() ? "Unnamed application" : text;
    }
}
