package dev.postern.authserver;

import dev.postern.config.KeysConfig;
import dev.postern.config.TokenType;
import dev.postern.config.TrustEntry;
import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Issuer;
import dev.postern.outbound.IssuerClient;
import dev.postern.token.IssuerTokenVerifier;
import dev.postern.token.Possession;
import dev.postern.token.Revocations;
import dev.postern.token.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The resource server of one replica, which has the keys of its own face and no network in between.
final class OwnResourceServer implements AutoCloseable {
    private static final Issuer ISSUER = new Issuer(TestFace.ISSUER);

    private final IssuerClient client;
    private final IssuerTokenVerifier verifier;

    OwnResourceServer(KeyRing keys, Revocations revocations, InstantSource clock) {
        KeysConfig config =
                new KeysConfig(Duration.ofSeconds(30), Duration.ofHours(24), Duration.ofSeconds(3), 256 * 1024, false);
        URI jwks = URI.create(TestFace.ISSUER + "/jwks");
        client = new IssuerClient(config, Map.of(jwks, keys::published));
        TrustEntry entry = new TrustEntry(
                ISSUER, List.of(TestFace.RESOURCE), Set.of("ES256"), jwks, TokenType.STRICT, Duration.ofSeconds(30));
        verifier = new IssuerTokenVerifier(
                List.of(entry),
                Set.of(),
                config,
                client,
                clock,
                (_, _) -> {},
                Possession.withoutProofs(),
                Map.of(ISSUER, revocations));
    }

    Verdict verify(String token) {
        return verifier.verify(new BearerToken(token));
    }

    @Override
    public void close() {
        verifier.close();
        client.close();
    }
}
