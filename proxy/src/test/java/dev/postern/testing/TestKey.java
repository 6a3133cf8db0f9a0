package dev.postern.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A signing key of an issuer, signing with another library than the one under test.
///
/// @param kid its key id, as it stands in header and JWKS
/// @param algorithm the JWS algorithm it signs with
/// @param pair private and public half
public record TestKey(String kid, String algorithm, KeyPair pair) {

    /// A fresh key that fits the algorithm: RS/PS/ES 256 to 512, EdDSA or Ed25519.
    public static TestKey generate(String kid, String algorithm) {
        try {
            return new TestKey(kid, algorithm, generator(algorithm).generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A fresh RSA key of any size.
    public static TestKey rsa(String kid, String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new TestKey(kid, algorithm, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The public half as a JWK.
    public Map<String, Object> jwk() {
        Map<String, Object> jwk = new LinkedHashMap<>(publicMembers());
        jwk.put("kid", kid);
        jwk.put("use", "sig");
        jwk.put("alg", algorithm);
        return jwk;
    }

    /// The JWS signature over a signing input, base64url.
    public String sign(String signingInput) {
        byte[] input = signingInput.getBytes(StandardCharsets.US_ASCII);
        try {
            if (isEdwards()) {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(pair.getPrivate());
                signature.update(input);
                return Base64URL.encode(signature.sign()).toString();
            }
            JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm));
            return signer().sign(header, input).toString();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private JWSSigner signer() throws JOSEException {
        if (!algorithm.startsWith("ES")) {
            return new RSASSASigner(pair.getPrivate(), Set.of(AllowWeakRSAKey.getInstance()));
        }
        Curve curve =
                Curve.forJWSAlgorithm(JWSAlgorithm.parse(algorithm)).iterator().next();
        return new ECDSASigner(pair.getPrivate(), curve);
    }

    private Map<String, Object> publicMembers() {
        if (isEdwards()) {
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
            return Map.of(
                    "kty", "OKP", "crv", "Ed25519", "x", Base64URL.encode(x).toString());
        }
        if (pair.getPublic() instanceof ECPublicKey ec) {
            return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec)
                    .build()
                    .toJSONObject();
        }
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).build().toJSONObject();
    }

    private boolean isEdwards() {
        return algorithm.equals("EdDSA") || algorithm.equals("Ed25519");
    }

    private static KeyPairGenerator generator(String algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case "EdDSA", "Ed25519" -> KeyPairGenerator.getInstance("Ed25519");
            case "ES256" -> elliptic("secp256r1");
            case "ES384" -> elliptic("secp384r1");
            case "ES512" -> elliptic("secp521r1");
            default -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                yield generator;
            }
        };
    }

    private static KeyPairGenerator elliptic(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator;
    }
}
