package dev.postern.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/// Writes texts as JSON.
public final class JsonText {
    private JsonText() {}

    public static String quote(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
