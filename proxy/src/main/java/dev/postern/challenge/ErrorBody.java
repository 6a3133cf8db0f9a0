package dev.postern.challenge;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The JSON body of a refusal, as OAuth error responses have it (RFC 6749 §5.2).
///
/// @param error a code
/// @param description a sentence for a person; nothing of a token or a request
public record ErrorBody(String error, String description) {
    public byte[] json() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("error", error);
        members.put("error_description", description);
        return JsonText.of(members).getBytes(StandardCharsets.UTF_8);
    }
}
