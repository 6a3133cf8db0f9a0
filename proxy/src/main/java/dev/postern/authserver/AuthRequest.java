package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request to one of our endpoints, however it came.
///
/// @param method as sent
/// @param path as sent
/// @param query without the question mark, empty where there is none
/// @param fields by their names in lower case, one value for each line
/// @param body as text
/// @param address whom it came from
public record AuthRequest(
        String method, String path, String query, Map<String, List<String>> fields, String body, String address) {
    private static final String FORM = "application/x-www-form-urlencoded";

    public AuthRequest {
        fields = Map.copyOf(fields);
    }

    boolean is(String otherMethod) {
        return method.equals(otherMethod);
    }

    Optional<String> field(String name) {
        List<String> values = fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /// The parameters of the query, or those of the form where it is posted.
    Map<String, List<String>> parameters() {
        if (!is("POST")) {
            return URLUtils.parseParameters(query);
        }
        return isForm() ? URLUtils.parseParameters(body) : Map.of();
    }

    /// Whom it is counted for: an address, of IPv6 the first half, as whoever has one address there has all of them.
    String network() {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 4 ? address : HexFormat.of().formatHex(bytes, 0, bytes.length / 2);
        } catch (IllegalArgumentException _) {
            return address;
        }
    }

    /// Whether no parameter has a NUL, which no database keeps as text, and nobody means.
    boolean isText() {
        for (Map.Entry<String, List<String>> parameter : parameters().entrySet()) {
            if (parameter.getKey().indexOf(0) >= 0
                    || parameter.getValue().stream().anyMatch(value -> value.indexOf(0) >= 0)) {
                return false;
            }
        }
        return true;
    }

    /// Whether a parameter is there more than once (RFC 6749 §3.1, §3.2); a `resource` may be (RFC 8707).
    static boolean repeats(Map<String, List<String>> parameters) {
        return parameters.entrySet().stream()
                .anyMatch(parameter ->
                        parameter.getValue().size() > 1 && !parameter.getKey().equals("resource"));
    }

    boolean isForm() {
        String type = field("content-type").orElse("").toLowerCase(Locale.ROOT);
        return type.equals(FORM) || type.startsWith(FORM + ";") || type.startsWith(FORM + " ");
    }

    /// The parameter, where it is there exactly once.
    Optional<String> parameter(String name) {
        List<String> values = parameters().getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /// The cookie, where the browser sent exactly one of that name.
    Optional<String> cookie(String name) {
        String found = null;
        for (String line : fields.getOrDefault("cookie", List.of())) {
            for (String pair : line.split(";", -1)) {
                String stripped = pair.strip();
                if (stripped.startsWith(name + "=")) {
                    if (found != null) {
                        return Optional.empty();
                    }
                    found = stripped.substring(name.length() + 1);
                }
            }
        }
        return Optional.ofNullable(found);
    }
}
