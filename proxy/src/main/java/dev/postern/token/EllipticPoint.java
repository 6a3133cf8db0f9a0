package dev.postern.token;

import dev.postern.json.JsonObject;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Optional;

/// Reads the point of an EC key (RFC 7518 §6.2.1) and makes sure that it lies on its curve.
final class EllipticPoint {
    private EllipticPoint() {}

    static Optional<PublicKey> read(JsonObject jwk) throws GeneralSecurityException {
        String curve = jwk.string("crv").orElse("");
        Optional<String> jdkName = jdkName(curve);
        if (jdkName.isEmpty()) {
            return Optional.empty();
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(jdkName.get()));
        ECParameterSpec domain = parameters.getParameterSpec(ECParameterSpec.class);
        int length = (domain.getCurve().getField().getFieldSize() + 7) / 8;
        Optional<BigInteger> x = coordinate(jwk, "x", length);
        Optional<BigInteger> y = coordinate(jwk, "y", length);
        if (x.isEmpty() || y.isEmpty() || !isOn(domain.getCurve(), x.get(), y.get())) {
            return Optional.empty();
        }
        return Optional.of(KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(new ECPoint(x.get(), y.get()), domain)));
    }

    private static Optional<String> jdkName(String curve) {
        return switch (curve) {
            case "P-256" -> Optional.of("secp256r1");
            case "P-384" -> Optional.of("secp384r1");
            case "P-521" -> Optional.of("secp521r1");
            default -> Optional.empty();
        };
    }

    private static Optional<BigInteger> coordinate(JsonObject jwk, String member, int length) {
        return JwkReader.decoded(jwk, member)
                .filter(bytes -> bytes.length == length)
                .map(bytes -> new BigInteger(1, bytes));
    }

    private static boolean isOn(EllipticCurve curve, BigInteger x, BigInteger y) {
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
            return false;
        }
        BigInteger right =
                x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
        return y.pow(2).mod(p).equals(right);
    }
}
