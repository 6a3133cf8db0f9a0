package dev.postern.token;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Works out the public key that belongs to a private one, which a file need not have, as members of a JWK (RFC 7518
/// §6).
final class PublicHalf {
    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private PublicHalf() {}

    /// The members, empty for a key from which they do not follow.
    static Optional<Map<String, String>> of(PrivateKey key) throws GeneralSecurityException {
        return switch (key) {
            case RSAPrivateCrtKey rsa -> Optional.of(rsa(rsa));
            case ECPrivateKey ec -> Optional.of(ec(ec));
            case EdECPrivateKey ed -> ed(ed);
            default -> Optional.empty();
        };
    }

    private static Map<String, String> rsa(RSAPrivateCrtKey key) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("kty", "RSA");
        members.put("n", text(key.getModulus(), (key.getModulus().bitLength() + 7) / 8));
        members.put("e", text(key.getPublicExponent(), (key.getPublicExponent().bitLength() + 7) / 8));
        return members;
    }

    private static Map<String, String> ec(ECPrivateKey key) {
        ECParameterSpec domain = key.getParams();
        int bits = domain.getCurve().getField().getFieldSize();
        ECPoint point = multiple(domain, key.getS());
        Map<String, String> members = new LinkedHashMap<>();
        members.put("kty", "EC");
        members.put("crv", "P-" + bits);
        members.put("x", text(point.getAffineX(), (bits + 7) / 8));
        members.put("y", text(point.getAffineY(), (bits + 7) / 8));
        return members;
    }

    /// The JDK makes a pair from 32 random bytes, which are the private key (RFC 8032 §5.1.5).
    private static Optional<Map<String, String>> ed(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed = key.getBytes().orElse(new byte[0]);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(255, new Repeating(seed));
        byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
        Map<String, String> members = new LinkedHashMap<>();
        members.put("kty", "OKP");
        members.put("crv", "Ed25519");
        members.put("x", CanonicalBase64Url.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
        return seed.length == 32 ? Optional.of(members) : Optional.empty();
    }

    /// The generator of the curve, so many times. Done once, at the start, so that its time tells nobody anything.
    private static ECPoint multiple(ECParameterSpec domain, BigInteger times) {
        BigInteger p = ((ECFieldFp) domain.getCurve().getField()).getP();
        BigInteger a = domain.getCurve().getA();
        ECPoint sum = null;
        for (int i = times.bitLength() - 1; i >= 0; i--) {
            sum = sum == null ? null : sum(sum, sum, a, p);
            if (times.testBit(i)) {
                sum = sum == null ? domain.getGenerator() : sum(sum, domain.getGenerator(), a, p);
            }
        }
        return known(sum);
    }

    private static ECPoint known(@Nullable ECPoint point) {
        if (point == null) {
            throw new IllegalArgumentException("a private key is not zero");
        }
        return point;
    }

    private static ECPoint sum(ECPoint one, ECPoint other, BigInteger a, BigInteger p) {
        BigInteger x1 = one.getAffineX();
        BigInteger y1 = one.getAffineY();
        BigInteger x2 = other.getAffineX();
        BigInteger slope = one.equals(other)
                ? THREE.multiply(x1.pow(2)).add(a).multiply(TWO.multiply(y1).modInverse(p))
                : other.getAffineY().subtract(y1).multiply(x2.subtract(x1).modInverse(p));
        BigInteger x = slope.pow(2).subtract(x1).subtract(x2).mod(p);
        return new ECPoint(x, slope.multiply(x1.subtract(x)).subtract(y1).mod(p));
    }

    private static String text(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[length];
        int from = Math.max(0, signed.length - length);
        System.arraycopy(signed, from, bytes, length - (signed.length - from), signed.length - from);
        return CanonicalBase64Url.encode(bytes);
    }

    /// «Random» bytes that are known.
    private static final class Repeating extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final byte[] bytes;

        Repeating(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] filled) {
            System.arraycopy(bytes, 0, filled, 0, Math.min(bytes.length, filled.length));
        }
    }
}
