package dev.postern.oauth;

/// What of a stranger's words may be shown to people: nothing invisible, nothing that turns a text around, moves a
/// cursor or ends a line.
public final class VisibleText {
    private VisibleText() {}

    public static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
