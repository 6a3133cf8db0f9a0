package dev.postern.relay;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The fields that are for one connection only (RFC 9110 §7.6.1), and framing, which each side makes anew.
final class HopByHop {
    private static final Set<String> ALWAYS = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "content-length",
            "upgrade",
            "http2-settings",
            "expect");

    private HopByHop() {}

    /// The fields that go on to the other side.
    static Fields strip(Fields fields) {
        Set<String> named = namedByConnection(fields);
        return fields.keep(field -> {
            String name = field.name().toLowerCase(Locale.ROOT);
            return !ALWAYS.contains(name) && !named.contains(name);
        });
    }

    /// Whether `Connection` has this option.
    static boolean connectionHas(Fields fields, String option) {
        return namedByConnection(fields).contains(option);
    }

    private static Set<String> namedByConnection(Fields fields) {
        if (!fields.has("Connection")) {
            return Set.of();
        }
        Set<String> named = new HashSet<>();
        for (String value : fields.all("Connection")) {
            for (String option : value.split(",", -1)) {
                named.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }
}
