package dev.postern.token;

import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A JWS in compact form (RFC 7515 §7.1), taken apart once; what is verified is what was read.
final class CompactJws {
    private final JsonObject header;
    private final byte[] payload;
    private final byte[] signingInput;
    private final byte[] signature;

    private CompactJws(JsonObject header, byte[] payload, byte[] signingInput, byte[] signature) {
        this.header = header;
        this.payload = payload;
        this.signingInput = signingInput;
        this.signature = signature;
    }

    /// The parts, empty where the text is not three parts of canonical base64url with a JSON object as header.
    static Optional<CompactJws> read(String text) {
        int first = text.indexOf('.');
        int last = text.lastIndexOf('.');
        if (first < 1 || last == first || last == text.length() - 1 || text.indexOf('.', first + 1) != last) {
            return Optional.empty();
        }
        Optional<byte[]> payload = CanonicalBase64Url.decode(text.substring(first + 1, last));
        Optional<byte[]> signature = CanonicalBase64Url.decode(text.substring(last + 1));
        if (payload.isEmpty() || signature.isEmpty()) {
            return Optional.empty();
        }
        byte[] signingInput = text.substring(0, last).getBytes(StandardCharsets.US_ASCII);
        return CanonicalBase64Url.decode(text.substring(0, first))
                .flatMap(StrictJson::read)
                .map(header -> new CompactJws(header, payload.get(), signingInput, signature.get()));
    }

    JsonObject header() {
        return header;
    }

    /// The payload, where it is a JSON object as a JWT's must be (RFC 7519 §7.2).
    Optional<JsonObject> claims() {
        return StrictJson.read(payload);
    }

    boolean isSignedBy(VerificationKey key, SignatureAlgorithm algorithm) {
        return key.algorithms().contains(algorithm) && algorithm.verifies(key.key(), signingInput, signature);
    }
}
