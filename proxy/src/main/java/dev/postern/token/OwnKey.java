package dev.postern.token;

import dev.postern.config.SigningKey;
import dev.postern.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A key by which Postern signs, with what the world may know of it.
///
/// @param id its `kid`
/// @param algorithm it signs with
/// @param key itself
/// @param jwk the public half
record OwnKey(String id, SignatureAlgorithm algorithm, PrivateKey key, Map<String, String> jwk) {
    OwnKey {
        jwk = Map.copyOf(jwk);
    }

    /// A new one, for ES256.
    static OwnKey made() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return of(new SigningKey(generator.generateKeyPair().getPrivate(), "ES256", null));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    /// The configured one; its id is its thumbprint where it has no other.
    static OwnKey of(SigningKey signing) {
        try {
            Map<String, String> half = PublicHalf.of(signing.key()).orElseThrow();
            SignatureAlgorithm algorithm =
                    SignatureAlgorithm.named(signing.algorithm()).orElseThrow();
            Map<String, String> jwk = new LinkedHashMap<>(half);
            String id = signing.id() == null
                    ? JwkThumbprint.of(new JsonObject(Map.copyOf(half))).orElseThrow()
                    : signing.id();
            jwk.put("kid", id);
            jwk.put("use", "sig");
            jwk.put("alg", algorithm.name());
            OwnKey own = new OwnKey(id, algorithm, signing.key(), jwk);
            own.prove();
            return own;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key for identity assertions cannot sign", e);
        }
    }

    /// What is published must verify what is signed, or no upstream believes anything.
    private void prove() throws GeneralSecurityException {
        byte[] message = id.getBytes(StandardCharsets.UTF_8);
        byte[] signature = algorithm.sign(key, message);
        Optional<VerificationKey> published = JwkReader.read(new JsonObject(Map.copyOf(jwk)));
        if (published.isEmpty() || !algorithm.verifies(published.get().key(), message, signature)) {
            throw new IllegalArgumentException("the key for identity assertions does not match its public half");
        }
    }

    @Override
    public String toString() {
        return "OwnKey[" + id + "]";
    }
}
