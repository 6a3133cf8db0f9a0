package dev.postern.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

    private static String pem(PrivateKey key) {
        return "# mine\n-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static SigningKey key(String text) {
        return switch (SigningKey.parse(text)) {
            case Parsed.Value<SigningKey>(SigningKey key) -> key;
            case Parsed.Fault<SigningKey>(String why) -> throw new AssertionError(why);
        };
    }

    @ParameterizedTest
    @CsvSource({"P-256,ES256", "P-384,ES384", "P-521,ES512"})
    void readsKeysOnCurvesAsJwkAndAsPem(String curve, String algorithm) throws JOSEException {
        ECKey jwk = new ECKeyGenerator(Curve.parse(curve)).keyID("k1").generate();

        SigningKey read = key(jwk.toJSONString());

        assertThat(read.algorithm()).isEqualTo(algorithm);
        assertThat(read.id()).isEqualTo("k1");
        assertThat(read.key()).isEqualTo(jwk.toPrivateKey());
        assertThat(key(pem(jwk.toPrivateKey())).algorithm()).isEqualTo(algorithm);
        assertThat(read.toString()).doesNotContain(jwk.getD().toString());
    }

    @Test
    void readsRsaKeysAndSignsAsTheirJwkSays() throws JOSEException {
        RSAKey jwk = new RSAKeyGenerator(2048).algorithm(JWSAlgorithm.PS256).generate();

        assertThat(key(jwk.toJSONString()).algorithm()).isEqualTo("PS256");
        assertThat(key(jwk.toJSONString()).key()).isEqualTo(jwk.toPrivateKey());
        assertThat(key(pem(jwk.toPrivateKey())))
                .extracting(SigningKey::algorithm)
                .isEqualTo("RS256");
    }

    @Test
    void refusesAKeyThatIsTooWeakOrForSomethingElse() throws JOSEException, NoSuchAlgorithmException {
        KeyPairGenerator weak = KeyPairGenerator.getInstance("RSA");
        weak.initialize(1024);
        ECKey foreign =
                new ECKeyGenerator(Curve.P_256).algorithm(JWSAlgorithm.ES384).generate();

        assertThat(SigningKey.parse(pem(weak.generateKeyPair().getPrivate()))).isInstanceOf(Parsed.Fault.class);
        assertThat(SigningKey.parse(foreign.toJSONString())).isInstanceOf(Parsed.Fault.class);
        assertThat(SigningKey.parse(foreign.toPublicJWK().toJSONString())).isInstanceOf(Parsed.Fault.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rubbish",
                "{",
                "{}",
                "[]",
                "{\"kty\":\"oct\",\"k\":\"AAAA\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"\"}",
                "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"d\":\"AAAA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"d\":\"AAAA\"}",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----END PRIVATE KEY----------BEGIN PRIVATE KEY-----"
            })
    void refusesWhatIsNoKey(String text) {
        assertThat(SigningKey.parse(text)).isInstanceOf(Parsed.Fault.class);
    }
}
