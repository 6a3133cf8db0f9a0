package dev.postern.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.postern.config.ClientAuthentication.PrivateKeyJwt;
import dev.postern.oauth.Issuer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The JWT by which a client shows that it holds its private key (RFC 7523 §3).
final class ClientAssertion {
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private ClientAssertion() {}

    /// The assertion, empty where the key cannot sign that way.
    static Optional<String> sign(PrivateKeyJwt authentication, String clientId, Issuer issuer, Instant now, String id) {
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.named(authentication.algorithm());
        if (algorithm.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("alg", authentication.algorithm());
        if (authentication.keyId() != null) {
            parameters.put("kid", authentication.keyId());
        }
        parameters.put("typ", "JWT");
        String header = json(parameters);
        String claims = json(Map.of(
                "iss",
                clientId,
                "sub",
                clientId,
                "aud",
                issuer.value(),
                "jti",
                id,
                "iat",
                now.getEpochSecond(),
                "exp",
                now.plus(LIFETIME).getEpochSecond()));
        String input = encode(header) + "." + encode(claims);
        try {
            byte[] signature = algorithm.get().sign(authentication.key(), input.getBytes(StandardCharsets.US_ASCII));
            return Optional.of(input + "." + CanonicalBase64Url.encode(signature));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static String encode(String json) {
        return CanonicalBase64Url.encode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Map<String, ?> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            generator.writeStartObject();
            for (Map.Entry<String, ?> member : members.entrySet()) {
                generator.writeFieldName(member.getKey());
                if (member.getValue() instanceof Long number) {
                    generator.writeNumber(number);
                } else {
                    generator.writeString(member.getValue().toString());
                }
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot fail to be written", e);
        }
        return text.toString();
    }
}
