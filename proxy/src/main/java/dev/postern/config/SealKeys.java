package dev.postern.config;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// The keys that what is stored is encrypted with: the first for new values, all for those that are there. Never
/// printed.
///
/// @param base64 each of 32 bytes
public record SealKeys(List<String> base64) {
    public static final int BYTES = 32;

    public SealKeys {
        base64 = List.copyOf(base64);
        if (base64.isEmpty()
                || !base64.stream().allMatch(key -> Base64.getDecoder().decode(key).length == BYTES)) {
            throw new IllegalArgumentException("seal keys have 32 bytes each");
        }
    }

    /// Reads a file of them: one on each line, in base64 or hexadecimal; lines that begin with `#` are remarks.
    public static SealKeys parse(String text) {
        List<String> keys = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                keys.add(Base64.getEncoder().encodeToString(decode(line)));
            }
        }
        return new SealKeys(keys);
    }

    private static byte[] decode(String line) {
        return line.matches("[0-9a-fA-F]{64}")
                ? HexFormat.of().parseHex(line.toLowerCase(Locale.ROOT))
                : Base64.getDecoder().decode(line.replace('-', '+').replace('_', '/'));
    }

    @Override
    public String toString() {
        return "***";
    }
}
