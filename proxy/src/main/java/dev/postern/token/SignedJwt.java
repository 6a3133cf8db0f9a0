package dev.postern.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.postern.json.JsonObject;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.List;
import java.util.Map;

/// Writes JWTs of our own (RFC 7519 §7.1), and the JSON in them.
final class SignedJwt {
    private SignedJwt() {}

    /// The JWT in compact form.
    static String of(Map<String, ?> header, Map<String, ?> claims, PrivateKey key, SignatureAlgorithm algorithm)
            throws GeneralSecurityException {
        String input = encode(header) + "." + encode(claims);
        byte[] signature = algorithm.sign(key, input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + CanonicalBase64Url.encode(signature);
    }

    private static String encode(Map<String, ?> members) {
        return CanonicalBase64Url.encode(json(members).getBytes(StandardCharsets.UTF_8));
    }

    /// @param members of texts, numbers, truth values, lists, maps and what [JsonObject] has
    static String json(Map<String, ?> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            write(generator, members);
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot fail to be written", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                generator.writeStartObject();
                for (Map.Entry<?, ?> member : map.entrySet()) {
                    generator.writeFieldName(member.getKey().toString());
                    write(generator, member.getValue());
                }
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                for (Object element : list) {
                    write(generator, element);
                }
                generator.writeEndArray();
            }
            case JsonObject object -> write(generator, object.members());
            case JsonObject.Null _ -> generator.writeNull();
            case Boolean truth -> generator.writeBoolean(truth);
            case BigDecimal number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            default -> generator.writeString(value.toString());
        }
    }
}
