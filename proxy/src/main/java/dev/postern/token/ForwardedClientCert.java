package dev.postern.token;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Envoy's `X-Forwarded-Client-Cert`: `Key=value` pairs with semicolons between them, values quoted where need be.
///
/// @param pairs by key, in lower case
record ForwardedClientCert(Map<String, String> pairs) {

    /// The one element, empty where there are several (each proxy on the way may add one, and only the last is of whom
    /// we trust) or where it is not what Envoy writes.
    static Optional<ForwardedClientCert> read(String value) {
        Map<String, String> pairs = new HashMap<>();
        int at = 0;
        while (at < value.length()) {
            int equals = value.indexOf('=', at);
            int end = equals < 0 ? -1 : end(value, equals + 1);
            if (end < 0 || (end < value.length() && value.charAt(end) == ',')) {
                return Optional.empty();
            }
            String key = value.substring(at, equals).strip().toLowerCase(Locale.ROOT);
            String before = pairs.put(key, unquoted(value.substring(equals + 1, end)));
            // URI and DNS are named once for each name in the certificate.
            if (before != null && !key.equals("uri") && !key.equals("dns")) {
                return Optional.empty();
            }
            at = end + 1;
        }
        return Optional.of(new ForwardedClientCert(pairs));
    }

    /// The certificate in percent-encoded PEM.
    Optional<String> certificate() {
        return Optional.ofNullable(pairs.get("cert")).filter(text -> !text.isEmpty());
    }

    /// The SHA-256 of the certificate as `x5t#S256` has it.
    Optional<String> hash() {
        return Optional.ofNullable(pairs.get("hash"))
                .filter(text -> text.length() == 64)
                .map(HexFormat.of()::parseHex)
                .map(CanonicalBase64Url::encode);
    }

    /// Where a value ends: at a semicolon or comma outside quotes, or with the text; -1 inside quotes that never end.
    private static int end(String value, int from) {
        boolean quoted = false;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ';' || c == ',')) {
                return i;
            }
        }
        return quoted ? -1 : value.length();
    }

    private static String unquoted(String value) {
        String text = value.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
