package dev.postern.token;

import dev.postern.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one JWK (RFC 7517) as a key to verify signatures with; anything weak, private or doubtful is no key.
final class JwkReader {
    private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int MAX_EXPONENT_BITS = 64;

    private JwkReader() {}

    /// Whether the key says that it is for something else than signatures.
    static boolean isForAnotherUse(JsonObject jwk) {
        if (jwk.has("use") && !jwk.string("use").equals(Optional.of("sig"))) {
            return true;
        }
        if (!jwk.has("key_ops")) {
            return false;
        }
        List<String> operations =
                jwk.array("key_ops").isPresent() ? jwk.strings("key_ops").orElse(List.of()) : List.of();
        return !operations.contains("verify") || new HashSet<>(operations).size() != operations.size();
    }

    static Optional<VerificationKey> read(JsonObject jwk) {
        if (isForAnotherUse(jwk) || jwk.members().keySet().stream().anyMatch(PRIVATE_MEMBERS::contains)) {
            return Optional.empty();
        }
        if (jwk.has("kid") && jwk.string("kid").isEmpty()) {
            return Optional.empty();
        }
        String kid = jwk.string("kid").orElse(null);
        Set<SignatureAlgorithm> algorithms = algorithms(jwk);
        if (algorithms.isEmpty()) {
            return Optional.empty();
        }
        return publicKey(jwk).map(key -> new VerificationKey(kid, algorithms, key));
    }

    private static Set<SignatureAlgorithm> algorithms(JsonObject jwk) {
        String keyType = jwk.string("kty").orElse("");
        String curve = jwk.string("crv").orElse(null);
        Set<SignatureAlgorithm> fitting = EnumSet.noneOf(SignatureAlgorithm.class);
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            if (algorithm.fits(keyType, curve) && isPinnedTo(jwk, algorithm)) {
                fitting.add(algorithm);
            }
        }
        return fitting;
    }

    /// `EdDSA` on Ed25519 and `Ed25519` are one algorithm under two names (RFC 9864 §2.2).
    private static boolean isPinnedTo(JsonObject jwk, SignatureAlgorithm algorithm) {
        if (!jwk.has("alg")) {
            return true;
        }
        String pinned = jwk.string("alg").orElse("");
        return pinned.equals(algorithm.name())
                || (algorithm.fits("OKP", "Ed25519") && (pinned.equals("EdDSA") || pinned.equals("Ed25519")));
    }

    private static Optional<PublicKey> publicKey(JsonObject jwk) {
        try {
            return switch (jwk.string("kty").orElse("")) {
                case "RSA" -> rsa(jwk);
                case "EC" -> EllipticPoint.read(jwk);
                case "OKP" -> ed25519(jwk);
                default -> Optional.empty();
            };
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> rsa(JsonObject jwk) throws GeneralSecurityException {
        BigInteger modulus = unsigned(jwk, "n");
        BigInteger exponent = unsigned(jwk, "e");
        if (modulus == null || exponent == null) {
            return Optional.empty();
        }
        boolean soundModulus =
                modulus.bitLength() >= MIN_RSA_BITS && modulus.bitLength() <= MAX_RSA_BITS && modulus.testBit(0);
        boolean soundExponent =
                exponent.bitLength() >= 2 && exponent.bitLength() <= MAX_EXPONENT_BITS && exponent.testBit(0);
        if (!soundModulus || !soundExponent || RocaFingerprint.matches(modulus)) {
            return Optional.empty();
        }
        return Optional.of(KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
    }

    private static Optional<PublicKey> ed25519(JsonObject jwk) throws GeneralSecurityException {
        byte[] littleEndian = decoded(jwk, "x").orElse(new byte[0]);
        if (littleEndian.length != 32) {
            return Optional.empty();
        }
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = littleEndian[31 - i];
        }
        boolean xOdd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        EdECPoint point = new EdECPoint(xOdd, new BigInteger(1, bigEndian));
        return Optional.of(KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point)));
    }

    private static @Nullable BigInteger unsigned(JsonObject jwk, String member) {
        return decoded(jwk, member).map(bytes -> new BigInteger(1, bytes)).orElse(null);
    }

    static Optional<byte[]> decoded(JsonObject jwk, String member) {
        return jwk.string(member).flatMap(CanonicalBase64Url::decode);
    }
}
