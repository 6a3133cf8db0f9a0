package dev.postern.gateway;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Text as a header field's value can have it: what is not visible ASCII is percent-encoded, and so is the percent
/// sign,
/// so that it can be undone.
final class FieldText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String NONE = "";

    private FieldText() {}

    static String of(String text) {
        return of(text, NONE);
    }

    /// The same for one of several with commas between them.
    static String ofElement(String text) {
        return of(text, ",");
    }

    private static String of(String text, String besides) {
        if (isVisible(text, besides)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain((char) (b & 0xff), besides)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static boolean isVisible(String text, String besides) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i), besides)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c, String besides) {
        return c > 0x20 && c < 0x7f && c != '%' && besides.indexOf(c) < 0;
    }
}
