package dev.postern.training;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;

/// Keys made for this practice, and the tokens signed with them.
final class PracticeTokens {
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int COORDINATE = 32;

    private final String issuer;
    private final String audience;
    private final Clock clock;
    private final KeyPair rsa;
    private final KeyPair ec;

    PracticeTokens(String issuer, String audience, Clock clock) throws GeneralSecurityException {
        this.issuer = issuer;
        this.audience = audience;
        this.clock = clock;
        this.rsa = generate("RSA", 2048);
        this.ec = generate("EC", 256);
    }

    private static KeyPair generate(String algorithm, int size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    /// The public keys, as a JWK set.
    String keySet() {
        RSAPublicKey first = (RSAPublicKey) rsa.getPublic();
        ECPublicKey second = (ECPublicKey) ec.getPublic();
        return """
                {"keys":[{"kty":"RSA","kid":"r","use":"sig","alg":"RS256","n":"%s","e":"%s"},\
                {"kty":"EC","crv":"P-256","kid":"e","use":"sig","alg":"ES256","x":"%s","y":"%s"}]}""".formatted(
                base64Url(unsigned(first.getModulus(), first.getModulus().bitLength() / 8)),
                base64Url(first.getPublicExponent().toByteArray()),
                base64Url(unsigned(second.getW().getAffineX(), COORDINATE)),
                base64Url(unsigned(second.getW().getAffineY(), COORDINATE)));
    }

    String rs256(String subject) throws GeneralSecurityException {
        return token("RS256", "r", subject, "SHA256withRSA", rsa.getPrivate());
    }

    String es256(String subject) throws GeneralSecurityException {
        return token("ES256", "e", subject, "SHA256withECDSAinP1363Format", ec.getPrivate());
    }

    private String token(String algorithm, String kid, String subject, String signing, PrivateKey key)
            throws GeneralSecurityException {
        long now = clock.instant().getEpochSecond();
        String header = "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"at+jwt\"}".formatted(algorithm, kid);
        String claims = """
                {"iss":"%s","sub":"%s","aud":"%s","client_id":"practice","scope":"mcp:use","iat":%d,"exp":%d,"jti":"1"}""".formatted(issuer, subject, audience, now, now + LIFETIME.toSeconds());
        String signed = base64Url(ascii(header)) + "." + base64Url(ascii(claims));
        Signature signature = Signature.getInstance(signing);
        signature.initSign(key);
        signature.update(ascii(signed));
        return signed + "." + base64Url(signature.sign());
    }

    private static byte[] unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[length];
        int used = Math.min(bytes.length, length);
        System.arraycopy(Arrays.copyOfRange(bytes, bytes.length - used, bytes.length), 0, padded, length - used, used);
        return padded;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
