package dev.postern.token;

import dev.postern.config.KeysConfig;
import dev.postern.config.TokenType;
import dev.postern.config.TrustEntry;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Issuer;
import dev.postern.outbound.IssuerClient;
import dev.postern.testing.TestClock;
import dev.postern.testing.TestIssuer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// A verifier that trusts one issuer of tests, on a clock of its own.
final class TestVerifier implements AutoCloseable {
    static final String AUDIENCE = "https://mcp.example.com/mcp";
    static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519");

    final List<Boolean> fetches = new CopyOnWriteArrayList<>();
    private final IssuerClient client;
    private final IssuerTokenVerifier verifier;

    TestVerifier(TestIssuer issuer, TestClock clock) {
        this(List.of(lenient(issuer.issuer())), clock);
    }

    TestVerifier(List<TrustEntry> trust, TestClock clock) {
        this(trust, clock, Duration.ofSeconds(3));
    }

    TestVerifier(TestIssuer issuer, TestClock clock, Possession possession) {
        this(List.of(lenient(issuer.issuer())), clock, Duration.ofSeconds(3), possession);
    }

    TestVerifier(List<TrustEntry> trust, TestClock clock, Duration fetchTimeout) {
        this(trust, clock, fetchTimeout, Possession.withoutProofs());
    }

    private TestVerifier(List<TrustEntry> trust, TestClock clock, Duration fetchTimeout, Possession possession) {
        KeysConfig config =
                new KeysConfig(Duration.ofSeconds(30), Duration.ofHours(24), fetchTimeout, 256 * 1024, false);
        client = new IssuerClient(config);
        verifier = new IssuerTokenVerifier(
                trust,
                Set.of("groups", "realm_access"),
                config,
                client,
                clock,
                (_, succeeded) -> fetches.add(succeeded),
                possession);
    }

    static TrustEntry lenient(Issuer issuer) {
        return entry(issuer, TokenType.LENIENT, ALGORITHMS);
    }

    static TrustEntry entry(Issuer issuer, TokenType type, Set<String> algorithms) {
        return new TrustEntry(issuer, List.of(AUDIENCE), algorithms, null, type, Duration.ofSeconds(30));
    }

    Verdict verify(String token) {
        return verifier.verify(new BearerToken(token));
    }

    /// What was said of a token, as one word: `valid`, `unavailable`, or the label of the reason.
    String judge(String token) {
        return word(verify(token));
    }

    String judge(Presentation presentation) {
        return word(verifier.verify(presentation));
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Valid _ -> "valid";
            case Verdict.Invalid invalid -> invalid.reason().label();
            case Verdict.Unavailable _ -> "unavailable";
        };
    }

    List<KeyState> keyStates() {
        return verifier.keyStates();
    }

    KeyState keyState() {
        return verifier.keyStates().getFirst();
    }

    Optional<Verdict> remembered(String token) {
        BearerToken bearer = new BearerToken(token);
        return verifier.known(bearer).verdict(Presentation.bearer(bearer));
    }

    CacheState cacheState() {
        return verifier.cacheState();
    }

    void warmUp() {
        verifier.warmUp();
    }

    @Override
    public void close() {
        verifier.close();
        client.close();
    }
}
