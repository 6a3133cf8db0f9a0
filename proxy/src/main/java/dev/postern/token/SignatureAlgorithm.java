package dev.postern.token;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The JWS algorithms that can ever be accepted (RFC 7518 §3, RFC 8037, RFC 9864): asymmetric, each for one type of
/// key.
enum SignatureAlgorithm {
    RS256("RSA", null, 0, "SHA256withRSA"),
    RS384("RSA", null, 0, "SHA384withRSA"),
    RS512("RSA", null, 0, "SHA512withRSA"),
    PS256("RSA", null, 0, "RSASSA-PSS", "SHA-256", 32),
    PS384("RSA", null, 0, "RSASSA-PSS", "SHA-384", 48),
    PS512("RSA", null, 0, "RSASSA-PSS", "SHA-512", 64),
    ES256("EC", "P-256", 64, "SHA256withECDSAinP1363Format"),
    ES384("EC", "P-384", 96, "SHA384withECDSAinP1363Format"),
    ES512("EC", "P-521", 132, "SHA512withECDSAinP1363Format"),
    EdDSA("OKP", "Ed25519", 64, "Ed25519"),
    Ed25519("OKP", "Ed25519", 64, "Ed25519");

    private final String keyType;
    private final @Nullable String curve;
    private final int signatureLength;
    private final String jdkName;
    private final @Nullable String pssHash;
    private final int saltLength;

    SignatureAlgorithm(String keyType, @Nullable String curve, int signatureLength, String jdkName) {
        this.keyType = keyType;
        this.curve = curve;
        this.signatureLength = signatureLength;
        this.jdkName = jdkName;
        this.pssHash = null;
        this.saltLength = 0;
    }

    SignatureAlgorithm(
            String keyType, @Nullable String curve, int signatureLength, String jdkName, String hash, int saltLength) {
        this.keyType = keyType;
        this.curve = curve;
        this.signatureLength = signatureLength;
        this.jdkName = jdkName;
        this.pssHash = hash;
        this.saltLength = saltLength;
    }

    /// The algorithm of that name, in exactly this spelling.
    static Optional<SignatureAlgorithm> named(String name) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /// Whether keys of this type and curve can sign with it.
    boolean fits(String kty, @Nullable String crv) {
        return keyType.equals(kty) && (curve == null || curve.equals(crv));
    }

    /// Whether the signature over the input is this key's. Never throws: what cannot be checked does not verify.
    boolean verifies(PublicKey key, byte[] input, byte[] signature) {
        if (signature.length != expectedLength(key)) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(jdkName);
            if (pssHash != null) {
                verifier.setParameter(
                        new PSSParameterSpec(pssHash, "MGF1", new MGF1ParameterSpec(pssHash), saltLength, 1));
            }
            verifier.initVerify(key);
            verifier.update(input);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /// Signs as JWS wants it.
    byte[] sign(PrivateKey key, byte[] input) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(jdkName);
        if (pssHash != null) {
            signer.setParameter(new PSSParameterSpec(pssHash, "MGF1", new MGF1ParameterSpec(pssHash), saltLength, 1));
        }
        signer.initSign(key);
        signer.update(input);
        return signer.sign();
    }

    private int expectedLength(PublicKey key) {
        return key instanceof RSAPublicKey rsa ? (rsa.getModulus().bitLength() + 7) / 8 : signatureLength;
    }
}
