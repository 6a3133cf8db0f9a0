package dev.postern.authserver;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one of our endpoints answers.
///
/// @param status of HTTP
/// @param fields in their order
/// @param body as text, sent as UTF-8
public record AuthResponse(int status, List<Field> fields, String body) {

    /// A header field.
    public record Field(String name, String value) {
        public Field {
            if (!value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
                throw new IllegalArgumentException("a field's value is visible ASCII");
            }
        }
    }

    public AuthResponse {
        fields = List.copyOf(fields);
    }

    static AuthResponse json(int status, Map<String, ?> members) {
        return text(status, "application/json", JSONObjectUtils.toJSONString(new LinkedHashMap<>(members)));
    }

    static AuthResponse text(int status, String contentType, String body) {
        return new AuthResponse(status, List.of(new Field("Content-Type", contentType)), body);
    }

    static AuthResponse empty(int status) {
        return new AuthResponse(status, List.of(), "");
    }

    /// An error as clients read it (RFC 6749 §5.2).
    static AuthResponse error(int status, String error, String description) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("error", error);
        members.put("error_description", description);
        return json(status, members);
    }

    /// Sends a browser on with a GET (RFC 9700 §4.12).
    static AuthResponse redirect(String location) {
        return new AuthResponse(303, List.of(new Field("Location", location)), "");
    }

    AuthResponse with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new AuthResponse(status, more, body);
    }

    /// The value of a field, empty where there is none.
    public String field(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return field.value();
            }
        }
        return "";
    }
}
