package dev.postern.token;

import dev.postern.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/// The name of a key that everybody can compute (RFC 7638).
final class JwkThumbprint {
    private JwkThumbprint() {}

    /// The thumbprint under SHA-256, empty where a member is missing.
    static Optional<String> of(JsonObject jwk) {
        List<String> members = switch (jwk.string("kty").orElse("")) {
            case "RSA" -> List.of("e", "kty", "n");
            case "EC" -> List.of("crv", "kty", "x", "y");
            case "OKP" -> List.of("crv", "kty", "x");
            default -> List.of();
        };
        StringBuilder canonical = new StringBuilder("{");
        for (String member : members) {
            Optional<String> value = jwk.string(member);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            // Each value was read as base64url or as a name from a list, so nothing in it needs an escape.
            canonical.append(canonical.length() == 1 ? "" : ",");
            canonical
                    .append('"')
                    .append(member)
                    .append("\":\"")
                    .append(value.get())
                    .append('"');
        }
        return members.isEmpty() ? Optional.empty() : Optional.of(sha256(canonical + "}"));
    }

    /// The SHA-256 of a text, base64url.
    static String sha256(String ascii) {
        return sha256(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    static String sha256(byte[] bytes) {
        try {
            return CanonicalBase64Url.encode(
                    MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
