package dev.postern.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.postern.testing.TestKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetTest {
    private static final TestKey EC = TestKey.generate("ec", "ES256");
    private static final TestKey RSA = TestKey.generate("rsa", "RS256");
    private static final TestKey ED = TestKey.generate("ed", "EdDSA");

    private static List<String> usable(List<? extends Map<String, Object>> jwks) {
        return KeySet.read(JSONObjectUtils.toJSONString(Map.of("keys", jwks)))
                .map(set -> set.keys().stream().map(VerificationKey::kid).toList())
                .orElse(List.of());
    }

    private static Map<String, Object> with(TestKey key, String member, Object value) {
        Map<String, Object> jwk = key.jwk();
        jwk.put(member, value);
        return jwk;
    }

    private static Map<String, Object> without(TestKey key, String member) {
        Map<String, Object> jwk = key.jwk();
        jwk.remove(member);
        return jwk;
    }

    @Test
    void takesKeysOfEveryKind() {
        assertThat(usable(List.of(EC.jwk(), RSA.jwk(), ED.jwk()))).containsExactly("ec", "rsa", "ed");
    }

    record Unusable(String why, Map<String, Object> jwk) {
        @Override
        public String toString() {
            return why;
        }
    }

    static Stream<Unusable> unusable() {
        return Stream.of(
                new Unusable("for encryption", with(RSA, "use", "enc")),
                new Unusable("use is no text", with(RSA, "use", List.of("sig"))),
                new Unusable("key_ops without verify", with(RSA, "key_ops", List.of("sign"))),
                new Unusable("key_ops empty", with(RSA, "key_ops", List.of())),
                new Unusable("key_ops a text", with(RSA, "key_ops", "verify")),
                new Unusable("key_ops twice the same", with(RSA, "key_ops", List.of("verify", "verify"))),
                new Unusable("private RSA", with(RSA, "d", "AQAB")),
                new Unusable("private EC", with(EC, "d", "AQAB")),
                new Unusable("private part empty", with(EC, "d", "")),
                new Unusable("symmetric", Map.of("kty", "oct", "kid", "o", "k", "AAAA", "alg", "HS256")),
                new Unusable(
                        "symmetric that names RS256", Map.of("kty", "oct", "kid", "o", "k", "AAAA", "alg", "RS256")),
                new Unusable("kid a number", with(EC, "kid", 1)),
                new Unusable("alg of another type", with(EC, "alg", "RS256")),
                new Unusable("alg of another curve", with(EC, "alg", "ES384")),
                new Unusable("alg for encryption", with(RSA, "alg", "RSA-OAEP")),
                new Unusable("alg null-like", with(RSA, "alg", List.of())),
                new Unusable("kty unknown", with(RSA, "kty", "rsa")),
                new Unusable("kty missing", without(RSA, "kty")),
                new Unusable(
                        "RSA of 1024 bits", TestKey.rsa("weak", "RS256", 1024).jwk()),
                new Unusable(
                        "RSA of 16384 bits",
                        with(RSA, "n", Base64URL.encode(odd(2048)).toString())),
                new Unusable("RSA with e = 1", with(RSA, "e", "AQ")),
                new Unusable("RSA with even e", with(RSA, "e", "Ag")),
                new Unusable(
                        "RSA with endless e",
                        with(RSA, "e", Base64URL.encode(odd(256)).toString())),
                new Unusable(
                        "RSA with even n",
                        with(RSA, "n", Base64URL.encode(new byte[256]).toString())),
                new Unusable("RSA without n", without(RSA, "n")),
                new Unusable("RSA with padding", with(RSA, "e", "AQAB====")),
                new Unusable(
                        "point off the curve",
                        with(EC, "y", Base64URL.encode(new byte[32]).toString())),
                new Unusable("point too short", with(EC, "x", "AQAB")),
                new Unusable("curve unknown", with(EC, "crv", "secp256k1")),
                new Unusable("curve of another length", with(EC, "crv", "P-384")),
                new Unusable("Ed448", with(ED, "crv", "Ed448")),
                new Unusable("X25519", with(ED, "crv", "X25519")),
                new Unusable("Ed25519 too short", with(ED, "x", "AQAB")));
    }

    private static byte[] odd(int length) {
        byte[] bytes = new byte[length];
        bytes[0] = 1;
        bytes[length - 1] = 1;
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void leavesOutWhatIsWeakPrivateOrDoubtful(Unusable key) {
        assertThat(usable(List.of(key.jwk()))).isEmpty();
    }

    @Test
    void takesTheGoodKeysBesideBadOnes() {
        assertThat(usable(List.of(with(RSA, "use", "enc"), EC.jwk(), Map.of("kty", "oct", "k", "AAAA"))))
                .containsExactly("ec");
    }

    @Test
    void leavesOutBothKeysThatShareAnId() {
        assertThat(usable(List.of(with(RSA, "kid", "ec"), EC.jwk(), ED.jwk()))).containsExactly("ed");
        assertThat(usable(List.of(EC.jwk(), Map.of("kty", "oct", "kid", "ec", "k", "AAAA"))))
                .isEmpty();
    }

    @Test
    void letsAnEncryptionKeyShareTheIdOfASigningKey() {
        assertThat(usable(List.of(with(RSA, "use", "enc"), with(RSA, "use", "sig"))))
                .containsExactly("rsa");
    }

    @Test
    void takesNoMoreThanAHundredKeys() {
        List<Map<String, Object>> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(with(EC, "kid", "k" + i));
        }
        assertThat(usable(many)).hasSize(100);

        many.add(with(EC, "kid", "k100"));
        assertThat(usable(many)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":null}",
                "{\"keys\":[]}",
                "{\"keys\":[1,null,\"x\"]}",
                "{\"keys\":[],\"keys\":[]}",
                "<html>"
            })
    void isNoKeySetWithoutAUsableKey(String text) {
        assertThat(KeySet.read(text)).isEmpty();
    }

    @Test
    void givesAKeyForEveryAlgorithmOfItsTypeWhereTheIssuerPinsNone() {
        @Nullable String text = JSONObjectUtils.toJSONString(Map.of("keys", List.of(without(RSA, "alg"))));

        VerificationKey key = KeySet.read(text).orElseThrow().keys().getFirst();

        assertThat(key.algorithms())
                .containsExactlyInAnyOrder(
                        SignatureAlgorithm.RS256,
                        SignatureAlgorithm.RS384,
                        SignatureAlgorithm.RS512,
                        SignatureAlgorithm.PS256,
                        SignatureAlgorithm.PS384,
                        SignatureAlgorithm.PS512);
    }
}
