package dev.postern.token;

import dev.postern.config.KeysConfig;
import dev.postern.oauth.BearerToken;
import dev.postern.outbound.IssuerClient;
import dev.postern.testing.TestClock;
import dev.postern.testing.TestIssuer;
import dev.postern.testing.TestKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What a token costs: seen for the first time, and remembered; beside the JDK's own check of the same signature.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VerifierBenchmark {
    private static final Map<String, String> JDK_NAMES =
            Map.of("RS256", "SHA256withRSA", "ES256", "SHA256withECDSAinP1363Format", "EdDSA", "Ed25519");

    @Param({"RS256", "ES256", "EdDSA"})
    public String algorithm;

    private TestIssuer issuer;
    private TestKey key;
    private IssuerClient client;
    private IssuerTokenVerifier verifier;
    private BearerToken neverRemembered;
    private Presentation remembered;
    private KnownToken known;
    private byte[] input;
    private byte[] signature;

    @Setup
    public void prepare() {
        TestClock clock = new TestClock();
        issuer = new TestIssuer("", algorithm, clock);
        key = issuer.key();
        KeysConfig config =
                new KeysConfig(Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofSeconds(3), 256 * 1024, false);
        client = new IssuerClient(config);
        verifier = new IssuerTokenVerifier(
                List.of(TestVerifier.lenient(issuer.issuer())), config, client, clock, (_, _) -> {});
        // Over, but within the allowed difference of clocks: good, and not to be remembered.
        String text = issuer.token(TestVerifier.AUDIENCE)
                .scope("mcp:read mcp:use openid profile")
                .claim("realm_access", Map.of("roles", List.of("default-roles-mcp", "offline_access")))
                .expiresAt(clock.instant().minusSeconds(10))
                .mint();
        neverRemembered = new BearerToken(text);
        remembered = Presentation.bearer(
                new BearerToken(issuer.token(TestVerifier.AUDIENCE).mint()));
        input = text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        signature = Base64.getUrlDecoder().decode(text.substring(text.lastIndexOf('.') + 1));
        known = verifier.known(remembered.token());
        boolean sound = verifier.verify(neverRemembered) instanceof Verdict.Valid
                && verifier.known(neverRemembered).verdict(Presentation.bearer(neverRemembered)).isEmpty()
                && verifier.verify(remembered) instanceof Verdict.Valid
                && known.verdict(remembered).isPresent();
        if (!sound) {
            throw new IllegalStateException("not what is to be measured");
        }
    }

    @TearDown
    public void end() {
        verifier.close();
        client.close();
        issuer.close();
    }

    @Benchmark
    public Verdict cold() {
        return verifier.verify(neverRemembered);
    }

    @Benchmark
    public boolean bareSignature() throws GeneralSecurityException {
        Signature check = Signature.getInstance(JDK_NAMES.get(algorithm));
        check.initVerify(key.pair().getPublic());
        check.update(input);
        return check.verify(signature);
    }

    @Benchmark
    public Optional<Verdict> remembered() {
        return verifier.known(remembered.token()).verdict(remembered);
    }

    @Benchmark
    public Optional<Verdict> rememberedOnThisConnection() {
        return known.verdict(remembered);
    }
}
