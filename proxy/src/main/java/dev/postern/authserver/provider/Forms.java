package dev.postern.authserver.provider;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Parameters on their way to a provider.
final class Forms {
    static final String TYPE = "application/x-www-form-urlencoded";

    private Forms() {}

    static String encode(Map<String, String> parameters) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        parameters.forEach((name, value) -> lists.put(name, List.of(value)));
        return URLUtils.serializeParameters(lists);
    }

    static Map<String, String> parse(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        URLUtils.parseParameters(query).forEach((name, values) -> parameters.put(name, values.getFirst()));
        return parameters;
    }

    static String append(URI endpoint, Map<String, String> parameters) {
        return endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + encode(parameters);
    }

    /// Both parts are form-encoded inside Basic (RFC 6749 §2.3.1).
    static String basic(String id, String secret) {
        String pair =
                URLEncoder.encode(id, StandardCharsets.UTF_8) + ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }
}
