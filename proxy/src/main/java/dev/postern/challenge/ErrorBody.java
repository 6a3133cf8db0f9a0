package dev.postern.challenge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The JSON body of a refusal, as OAuth error responses have it (RFC 6749 §5.2).
///
/// @param error a code
/// @param description a sentence for a person; nothing of a token or a request
public record ErrorBody(String error, String description) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public byte[] json() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("error", error);
        members.put("error_description", description);
        try {
            return JSON.writeValueAsString(members).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts is JSON", impossible);
        }
    }
}
