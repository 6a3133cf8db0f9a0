package dev.postern.config;

/// What a person wrote, in quotes, as it may stand in a message.
final class Quoted {
    private static final int LONGEST = 120;

    private Quoted() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.substring(0, Math.min(text.length(), LONGEST)).toCharArray()) {
            quoted.append(Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
        return quoted.append(text.length() > LONGEST ? "...\"" : "\"").toString();
    }
}
