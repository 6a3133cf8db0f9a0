package dev.postern.sidecar;

import dev.postern.authserver.AuthRequest;
import dev.postern.authserver.AuthResponse;
import dev.postern.authserver.AuthServerParts;
import dev.postern.authserver.AuthorizationServer;
import dev.postern.authserver.KeyRing;
import dev.postern.authserver.OutboundCalls;
import dev.postern.authserver.RevokedTokens;
import dev.postern.authserver.provider.GitHubProvider;
import dev.postern.authserver.provider.IdentityProvider;
import dev.postern.authserver.provider.LocalProvider;
import dev.postern.authserver.provider.OidcProvider;
import dev.postern.authserver.store.Seal;
import dev.postern.authserver.store.SealKeyFile;
import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.StoreUnavailable;
import dev.postern.authserver.store.sql.SqlStore;
import dev.postern.config.AuthServerConfig;
import dev.postern.config.IdentityProviderConfig;
import dev.postern.config.KeysConfig;
import dev.postern.gateway.AuthorizationFace;
import dev.postern.outbound.GuardedClient;
import dev.postern.outbound.IssuerClient;
import dev.postern.relay.Answer;
import dev.postern.relay.Fields;
import dev.postern.relay.RequestHead;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The authorization server with its store, as the public listener takes it.
final class Face implements AuthorizationFace, AutoCloseable {
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration UNUSED = Duration.ofDays(90);
    /// For a document of a client's; its user waits meanwhile.
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Store store;
    private final GuardedClient documents;
    private final KeyRing keys;
    private final AuthorizationServer server;
    private final Clock clock;
    private final RevokedTokens revoked;
    private final Thread sweeper;
    private final Thread listening;

    /// Opens the store.
    ///
    /// @throws IOException with a sentence for the person who started it
    Face(AuthServerConfig config, KeysConfig calls, IssuerClient client, Clock clock) throws IOException {
        this.clock = clock;
        SecureRandom random = new SecureRandom();
        Seal seal = new Seal(SealKeyFile.of(config.store(), random), random);
        IdentityProvider provider = provider(config, client, random, clock);
        try {
            store = SqlStore.open(config.store());
        } catch (StoreUnavailable e) {
            throw new IOException("The store of the authorization server cannot be opened: " + e.getMessage(), e);
        }
        documents = new GuardedClient(
                calls, config.clients().insecureLocalMetadata(), PATIENCE, InetAddress::getAllByName, clock);
        AuthServerParts parts = new AuthServerParts(
                config,
                store,
                provider,
                seal,
                random,
                clock,
                new OutboundCalls(documents, client, System.err::println));
        keys = parts.keys();
        server = server(parts);
        revoked = parts.revoked();
        listening = Thread.ofVirtual().name("revocations").start(this::listenForRevocations);
        sweeper = Thread.ofVirtual().name("sweep").start(this::sweepNowAndThen);
    }

    private AuthorizationServer server(AuthServerParts parts) throws IOException {
        try {
            return parts.server();
        } catch (IllegalArgumentException e) {
            documents.close();
            store.close();
            throw new IOException(e.getMessage(), e);
        }
    }

    private static IdentityProvider provider(
            AuthServerConfig config, IssuerClient client, SecureRandom random, Clock clock) throws IOException {
        String callback = config.url("/callback");
        return switch (config.provider()) {
            case IdentityProviderConfig.Local local -> {
                try {
                    yield new LocalProvider(local.users(), random);
                } catch (IllegalArgumentException e) {
                    throw new IOException(e.getMessage(), e);
                }
            }
            case IdentityProviderConfig.OpenIdConnect oidc -> new OidcProvider(oidc, callback, client, clock);
            case IdentityProviderConfig.GitHub gitHub ->
                new GitHubProvider(gitHub, callback, client, GitHubProvider.Endpoints.PUBLIC);
        };
    }

    /// The keys its tokens are checked with.
    String publishedKeys() {
        return keys.published();
    }

    /// Whether a token of ours was revoked a moment ago.
    boolean isRevoked(String id) {
        return revoked.contains(id);
    }

    @Override
    public boolean serves(String path) {
        return server.serves(path);
    }

    @Override
    public Answer answer(RequestHead request, byte[] body, String address) {
        Map<String, List<String>> fields = new HashMap<>();
        for (Fields.Field field : request.fields()) {
            fields.computeIfAbsent(field.key(), _ -> new ArrayList<>()).add(field.value());
        }
        String query = request.target().query();
        AuthResponse response = server.answer(new AuthRequest(
                request.method(),
                request.target().path(),
                query.isEmpty() ? "" : query.substring(1),
                fields,
                new String(body, StandardCharsets.UTF_8),
                address));
        Fields answered = Fields.NONE;
        for (AuthResponse.Field field : response.fields()) {
            answered = answered.with(field.name(), field.value());
        }
        return new Answer(response.status(), answered, response.body().getBytes(StandardCharsets.UTF_8));
    }

    private void listenForRevocations() {
        try {
            while (true) {
                learnRevocations();
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// While the store is away nothing can be revoked, and what is known to be stays so.
    private void learnRevocations() {
        try {
            revoked.refresh();
        } catch (StoreUnavailable _) {
            // the endpoints say so to everybody who asks
        }
    }

    private void sweepNowAndThen() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_SWEEPS);
                sweep();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// What could not be swept now is swept the next time.
    private void sweep() {
        Instant now = clock.instant();
        try {
            store.sweep(now, now.minus(UNUSED));
        } catch (StoreUnavailable _) {
            // the endpoints say so to everybody who asks
        }
    }

    @Override
    public void close() {
        sweeper.interrupt();
        documents.close();
        listening.interrupt();
        store.close();
    }
}
