package dev.postern.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A private key of our own, from a file.
///
/// @param key itself, never printed
/// @param algorithm the JWS algorithm to sign with
/// @param id its `kid`, null where the file names none
public record SigningKey(
        PrivateKey key, String algorithm, @Nullable String id) {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final Map<String, String> CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

    /// Reads PKCS #8 in PEM, or a private JWK (RFC 7517).
    static Parsed<SigningKey> parse(String text) {
        try {
            return text.strip().startsWith("{") ? jwk(text) : pem(text);
        } catch (GeneralSecurityException | IllegalArgumentException | IOException _) {
            return new Parsed.Fault<>("has no private key that can be read; expected PKCS #8 in PEM, or a JWK");
        }
    }

    private static Parsed<SigningKey> pem(String text) throws GeneralSecurityException {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no PKCS #8 in it");
        }
        KeySpec spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder()
                .decode(text.substring(begin + BEGIN.length(), end).strip()));
        for (String type : List.of("RSA", "EC", "Ed25519")) {
            try {
                return checked(KeyFactory.getInstance(type).generatePrivate(spec), null, null);
            } catch (GeneralSecurityException _) {
                // a key of another type
            }
        }
        throw new IllegalArgumentException("a key of an unknown type");
    }

    private static Parsed<SigningKey> jwk(String text) throws IOException, GeneralSecurityException {
        Map<String, String> jwk = texts(text);
        PrivateKey key = switch (jwk.getOrDefault("kty", "")) {
            case "RSA" -> KeyFactory.getInstance("RSA").generatePrivate(rsa(jwk));
            case "EC" -> KeyFactory.getInstance("EC").generatePrivate(ec(jwk));
            case "OKP" -> KeyFactory.getInstance("Ed25519").generatePrivate(okp(jwk));
            default -> throw new IllegalArgumentException("a key of an unknown type");
        };
        return checked(key, jwk.get("alg"), jwk.get("kid"));
    }

    /// The members of an object that are texts, which all that is read here are.
    private static Map<String, String> texts(String text) throws IOException {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("no object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    members.put(name, parser.getText());
                }
                parser.skipChildren();
            }
        }
        return members;
    }

    private static KeySpec rsa(Map<String, String> jwk) {
        return new RSAPrivateCrtKeySpec(
                number(jwk, "n"),
                number(jwk, "e"),
                number(jwk, "d"),
                number(jwk, "p"),
                number(jwk, "q"),
                number(jwk, "dp"),
                number(jwk, "dq"),
                number(jwk, "qi"));
    }

    private static KeySpec ec(Map<String, String> jwk) throws GeneralSecurityException {
        String curve = CURVES.get(jwk.getOrDefault("crv", ""));
        if (curve == null) {
            throw new IllegalArgumentException("an unknown curve");
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        return new ECPrivateKeySpec(number(jwk, "d"), parameters.getParameterSpec(ECParameterSpec.class));
    }

    private static KeySpec okp(Map<String, String> jwk) {
        if (!jwk.getOrDefault("crv", "").equals("Ed25519")) {
            throw new IllegalArgumentException("an unknown curve");
        }
        return new EdECPrivateKeySpec(NamedParameterSpec.ED25519, bytes(jwk, "d"));
    }

    private static BigInteger number(Map<String, String> jwk, String member) {
        return new BigInteger(1, bytes(jwk, member));
    }

    private static byte[] bytes(Map<String, String> jwk, String member) {
        byte[] bytes = Base64.getUrlDecoder().decode(jwk.getOrDefault(member, ""));
        if (bytes.length == 0) {
            throw new IllegalArgumentException("no " + member);
        }
        return bytes;
    }

    private static Parsed<SigningKey> checked(PrivateKey key, @Nullable String stated, @Nullable String id) {
        List<String> possible = switch (key) {
            case RSAPrivateKey rsa ->
                rsa.getModulus().bitLength() < 2048
                        ? List.of()
                        : List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
            case ECPrivateKey ec ->
                switch (ec.getParams().getCurve().getField().getFieldSize()) {
                    case 256 -> List.of("ES256");
                    case 384 -> List.of("ES384");
                    case 521 -> List.of("ES512");
                    default -> List.of();
                };
            case EdECPrivateKey _ -> List.of("EdDSA", "Ed25519");
            default -> List.of();
        };
        if (possible.isEmpty()) {
            return new Parsed.Fault<>("has a key that is too weak, or of a kind that signs no JWT");
        }
        if (stated != null && !possible.contains(stated)) {
            return new Parsed.Fault<>("has a key whose alg is not one of " + String.join(", ", possible));
        }
        return new Parsed.Value<>(new SigningKey(key, stated == null ? possible.getFirst() : stated, id));
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
