package dev.postern.token;

import static dev.postern.token.TestVerifier.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.AccessTokenValidationException;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProtectedResourceRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InMemoryDPoPSingleUseChecker;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.postern.config.DpopConfig;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.ResourceUri;
import dev.postern.oauth.Scopes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our verdicts on DPoP proofs beside those of the Nimbus OAuth SDK, on proofs it made and on spoilt ones.
class DpopPeerTest {
    private static final String TOKEN = "a.b.c";
    private static final URI TARGET = URI.create(AUDIENCE);
    private static final ECKey CLIENT = ec();
    private static final ECKey OTHER = ec();

    private final Possession ours = new Possession(
            new DpopConfig(false, Set.of("ES256", "RS256"), Duration.ofMinutes(1), false),
            new ResourceUri(AUDIENCE),
            new Random(1),
            Clock.systemUTC());
    private final InMemoryDPoPSingleUseChecker used = new InMemoryDPoPSingleUseChecker(60, 600);
    private final DPoPProtectedResourceRequestVerifier theirs =
            new DPoPProtectedResourceRequestVerifier(Set.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256), 30, 60, used);

    @AfterEach
    void close() {
        used.shutdown();
    }

    private static ECKey ec() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private boolean weTake(String proof, JWK bound) throws JOSEException {
        Identity identity = new Identity(new Issuer("https://id.example.com"), "a", null, Scopes.NONE, Instant.MAX);
        AccessToken token = new AccessToken(
                identity, new Confirmation(bound.computeThumbprint().toString(), null, false));
        Presentation presentation =
                new Presentation(Credentials.Scheme.DPOP, new BearerToken(TOKEN), "POST", List.of(proof), null);
        return ours.judge(token, presentation) instanceof Verdict.Valid;
    }

    private boolean theyTake(String proof, JWK bound) throws JOSEException {
        try {
            theirs.verify(
                    "POST",
                    TARGET,
                    new DPoPIssuer(new ClientID("client")),
                    SignedJWT.parse(proof),
                    new DPoPAccessToken(TOKEN),
                    new JWKThumbprintConfirmation(bound.computeThumbprint()),
                    (Nonce) null);
            return true;
        } catch (ParseException | InvalidDPoPProofException | AccessTokenValidationException e) {
            return false;
        }
    }

    /// A proof whose header and claims are these very texts, with single quotes for double ones.
    private static String proof(String header, String claims) throws JOSEException, ParseException {
        String headerText =
                header.replace('\'', '"').replace("$JWK", CLIENT.toPublicJWK().toJSONString());
        String claimsText = claims.replace('\'', '"')
                .replace("$JTI", UUID.randomUUID().toString())
                .replace("$NOW", String.valueOf(Instant.now().getEpochSecond()))
                .replace("$OLD", String.valueOf(Instant.now().getEpochSecond() - 120))
                .replace("$ATH", JwkThumbprint.sha256(TOKEN));
        String input = Base64URL.encode(headerText) + "." + Base64URL.encode(claimsText);
        Base64URL signature = new ECDSASigner(CLIENT)
                .sign(new JWSHeader(JWSAlgorithm.ES256), input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + signature;
    }

    @ParameterizedTest
    @CsvSource({"ES256", "RS256"})
    void takesTheProofsTheyMakeOnce(String algorithm) throws Exception {
        JWK key = algorithm.equals("ES256") ? CLIENT : new RSAKeyGenerator(2048).generate();
        String proof = new DefaultDPoPProofFactory(key, JWSAlgorithm.parse(algorithm))
                .createDPoPJWT("POST", TARGET, new DPoPAccessToken(TOKEN))
                .serialize();

        assertThat(weTake(proof, key)).isTrue();
        assertThat(theyTake(proof, key)).isTrue();
        assertThat(weTake(proof, key)).isFalse();
        assertThat(theyTake(proof, key)).isFalse();
    }

    @ParameterizedTest(name = "{0}: we {1}, they {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            as it should be          | take   | take   | 'typ':'dpop+jwt'         | 'htm':'POST','htu':'https://mcp.example.com/mcp','iat':$NOW,'jti':'$JTI','ath':'$ATH'
            another type             | refuse | refuse | 'typ':'JWT'              | 'htm':'POST','htu':'https://mcp.example.com/mcp','iat':$NOW,'jti':'$JTI','ath':'$ATH'
            another method           | refuse | refuse | 'typ':'dpop+jwt'         | 'htm':'GET','htu':'https://mcp.example.com/mcp','iat':$NOW,'jti':'$JTI','ath':'$ATH'
            another path             | refuse | refuse | 'typ':'dpop+jwt'         | 'htm':'POST','htu':'https://mcp.example.com/x','iat':$NOW,'jti':'$JTI','ath':'$ATH'
            too old                  | refuse | refuse | 'typ':'dpop+jwt'         | 'htm':'POST','htu':'https://mcp.example.com/mcp','iat':$OLD,'jti':'$JTI','ath':'$ATH'
            no time                  | refuse | refuse | 'typ':'dpop+jwt'         | 'htm':'POST','htu':'https://mcp.example.com/mcp','jti':'$JTI','ath':'$ATH'
            no id                    | refuse | refuse | 'typ':'dpop+jwt'         | 'htm':'POST','htu':'https://mcp.example.com/mcp','iat':$NOW,'ath':'$ATH'
            another token            | refuse | refuse | 'typ':'dpop+jwt'         | 'htm':'POST','htu':'https://mcp.example.com/mcp','iat':$NOW,'jti':'$JTI','ath':'x'
            no token                 | refuse | refuse | 'typ':'dpop+jwt'         | 'htm':'POST','htu':'https://mcp.example.com/mcp','iat':$NOW,'jti':'$JTI'
            an unknown extension     | refuse | refuse | 'typ':'dpop+jwt','crit':['x'],'x':1 | 'htm':'POST','htu':'https://mcp.example.com/mcp','iat':$NOW,'jti':'$JTI','ath':'$ATH'
            the default port named   | take   | refuse | 'typ':'dpop+jwt'         | 'htm':'POST','htu':'https://mcp.example.com:443/mcp','iat':$NOW,'jti':'$JTI','ath':'$ATH'
            the host in capitals     | take   | refuse | 'typ':'dpop+jwt'         | 'htm':'POST','htu':'https://MCP.example.com/mcp','iat':$NOW,'jti':'$JTI','ath':'$ATH'
            a nonce nobody asked for | take   | refuse | 'typ':'dpop+jwt'         | 'htm':'POST','htu':'https://mcp.example.com/mcp','iat':$NOW,'jti':'$JTI','ath':'$ATH','nonce':'n'
            a claim twice            | refuse | refuse | 'typ':'dpop+jwt'         | 'htm':'GET','htm':'POST','htu':'https://mcp.example.com/mcp','iat':$NOW,'jti':'$JTI','ath':'$ATH'
            a claim twice, deeper    | refuse | take   | 'typ':'dpop+jwt'         | 'htm':'POST','htu':'https://mcp.example.com/mcp','iat':$NOW,'jti':'$JTI','ath':'$ATH','x':{'a':1,'a':2}
            keys to be fetched       | refuse | take   | 'typ':'dpop+jwt','jku':'https://evil.example' | 'htm':'POST','htu':'https://mcp.example.com/mcp','iat':$NOW,'jti':'$JTI','ath':'$ATH'
            something behind the end | refuse | refuse | 'typ':'dpop+jwt'         | 'htm':'POST','htu':'https://mcp.example.com/mcp','iat':$NOW,'jti':'$JTI','ath':'$ATH'} {'a':1
            time as text             | refuse | refuse | 'typ':'dpop+jwt'         | 'htm':'POST','htu':'https://mcp.example.com/mcp','iat':'$NOW','jti':'$JTI','ath':'$ATH'
            """)
    void agreesWithThemButWhereItIsMeantToDiffer(String name, String we, String they, String header, String claims)
            throws Exception {
        String proof = proof("{'alg':'ES256','jwk':$JWK," + header + "}", "{" + claims + "}");

        assertThat(weTake(proof, CLIENT) ? "take" : "refuse").as(name).isEqualTo(we);
        assertThat(theyTake(proof, CLIENT) ? "take" : "refuse").as(name).isEqualTo(they);
    }

    @Test
    void remembersGoodProofsOnly() throws Exception {
        String claims = "{'htm':'POST','htu':'https://mcp.example.com/mcp','iat':$NOW,'jti':'same','ath':'$ATH'}";
        String good = proof("{'alg':'ES256','typ':'dpop+jwt','jwk':$JWK}", claims);

        // by its own key, but of another client's token: refused, and yet its id is used up for them
        assertThat(weTake(good, OTHER)).isFalse();
        assertThat(theyTake(good, OTHER)).isFalse();

        assertThat(weTake(good, CLIENT)).isTrue();
        assertThat(theyTake(good, CLIENT)).isFalse();
    }

    @Test
    void refusesAKeyThatIsTooWeak() throws Exception {
        RSAKey weak = new RSAKeyGenerator(1024, true).generate();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("dpop+jwt"))
                .jwk(weak.toPublicJWK())
                .build();
        String claims = "{\"htm\":\"POST\",\"htu\":\"%s\",\"iat\":%d,\"jti\":\"w\",\"ath\":\"%s\"}"
                .formatted(AUDIENCE, Instant.now().getEpochSecond(), JwkThumbprint.sha256(TOKEN));
        String input = header.toBase64URL() + "." + Base64URL.encode(claims);
        String proof = input + "."
                + new RSASSASigner(weak.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
                        .sign(new JWSHeader(JWSAlgorithm.RS256), input.getBytes(StandardCharsets.US_ASCII));

        assertThat(weTake(proof, weak)).isFalse();
        assertThat(theyTake(proof, weak)).isTrue();
    }
}
