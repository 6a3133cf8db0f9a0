package dev.postern.token;

import dev.postern.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a value from a token that nobody has verified is shown to the person who reads the log: short, visible ASCII.
final class Shown {
    private static final int MAX_LENGTH = 100;

    private Shown() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case String text -> '"' + clamp(text) + '"';
            case JsonObject _ -> "an object";
            case List<?> list -> "[" + clamp(String.join(" ", strings(list))) + "]";
            default -> clamp(value.toString());
        };
    }

    static String of(Optional<String> value) {
        return of(value.orElse(null));
    }

    private static List<String> strings(List<?> list) {
        return list.stream()
                .limit(MAX_LENGTH)
                .map(element -> element instanceof String text ? text : "?")
                .toList();
    }

    private static String clamp(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
            char c = text.charAt(i);
            shown.append(c < 0x20 || c > 0x7e || c == '"' || c == '\\' ? '?' : c);
        }
        return text.length() > MAX_LENGTH ? shown + "..." : shown.toString();
    }
}
