package dev.postern.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the names of request fields that may be forwarded besides the standard ones.
final class FieldNames {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /// Credentials, framing, and what Postern itself says to the upstream.
    private static final Set<String> OURS = Set.of(
            "authorization",
            "dpop",
            "origin",
            "host",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "transfer-encoding",
            "content-length",
            "http2-settings",
            "forwarded",
            "x-request-id",
            "via");

    private FieldNames() {}

    static Parsed<String> parse(String text) {
        if (!TOKEN.matcher(text).matches()) {
            return new Parsed.Fault<>("is not the name of a header");
        }
        String name = text.toLowerCase(Locale.ROOT);
        String dashed = name.replace('_', '-');
        boolean ours = OURS.contains(dashed)
                || dashed.startsWith("x-auth-")
                || dashed.startsWith("x-forwarded-")
                || dashed.startsWith("proxy-")
                || ClientCertificateHeader.isOne(dashed);
        return ours ? new Parsed.Fault<>("is never passed on from a client") : new Parsed.Value<>(name);
    }
}
