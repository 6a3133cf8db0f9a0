package dev.postern.relay;

import java.util.HashSet;
import java.util.List;
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

    /// What nearly all clients and servers name there, if anything.
    private static final Set<String> USUAL = Set.of("keep-alive");

    private HopByHop() {}

    /// The fields that go on to the other side.
    static Fields strip(Fields fields) {
        Set<String> named = namedByConnection(fields);
        return fields.keep(field -> !ALWAYS.contains(field.key()) && !named.contains(field.key()));
    }

    /// Whether `Connection` has this option.
    static boolean connectionHas(Fields fields, String option) {
        return namedByConnection(fields).contains(option);
    }

    private static Set<String> namedByConnection(Fields fields) {
        List<String> values = fields.all(FieldName.CONNECTION);
        if (values.isEmpty()) {
            return Set.of();
        }
        if (values.size() == 1 && values.getFirst().equalsIgnoreCase("keep-alive")) {
            return USUAL;
        }
        Set<String> named = new HashSet<>();
        for (String value : values) {
            for (String option : value.split(",", -1)) {
                named.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }
}
