package dev.postern.sidecar;

import dev.postern.audit.ArgumentRule;
import dev.postern.audit.AuditTrail;
import dev.postern.audit.Outcome;
import dev.postern.audit.OutcomeListener;
import dev.postern.config.Addresses;
import dev.postern.config.AuthServerConfig;
import dev.postern.config.Config;
import dev.postern.config.DpopConfig;
import dev.postern.config.KeysConfig;
import dev.postern.config.ResourceConfig;
import dev.postern.gateway.Gateway;
import dev.postern.ops.Metrics;
import dev.postern.ops.OpsServer;
import dev.postern.outbound.IssuerClient;
import dev.postern.relay.ClientCount;
import dev.postern.relay.RelayServer;
import dev.postern.token.IssuerTokenVerifier;
import dev.postern.token.Possession;
import dev.postern.token.UpstreamProofs;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The whole of `serve`, built in reading order: from what a request meets last to what it meets first.
public final class Sidecar implements AutoCloseable {
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AuditTrail trail;
    private final Metrics metrics;
    private final IssuerClient issuers;
    private final IssuerTokenVerifier verifier;
    private final @Nullable Face face;
    private final Rates rates;
    private final ExecutorService offload;
    private final RelayServer relay;
    private final OpsServer ops;
    private volatile boolean stopping;

    /// Starts to listen.
    ///
    /// @param stdout where outcome lines go
    /// @throws IOException with a sentence for the person who started it, where a listener's address cannot be had
    public Sidecar(Config config, Clock clock, OutputStream stdout) throws IOException {
        trail = Trails.of(config, clock, stdout);
        metrics = new Metrics(clock);
        AuthServerConfig authServer = config.authServer();
        issuers = new IssuerClient(
                config.keys(),
                authServer == null ? Map.of() : Map.of(URI.create(authServer.url("/jwks")), this::ownKeys));
        face = authServer == null ? null : openFace(authServer, config.keys(), clock);
        verifier = new IssuerTokenVerifier(
                config.trust(),
                config.wantedClaims(),
                config.keys(),
                issuers,
                clock,
                metrics.keys(),
                possession(config.resource(), clock),
                authServer == null || face == null ? Map.of() : Map.of(authServer.issuer(), face::isRevoked));
        metrics.show(verifier, trail);
        metrics.show(verifier);

        OutcomeListener outcomes = both(trail, metrics.requests());
        rates = new Rates(config, clock, System.err, metrics);
        UpstreamProofs proofs = UpstreamProofs.of(config, issuers, clock);
        Gateway gateway = new Gateway(config, verifier, outcomes, trail::mayServe, clock, rates.limits(), proofs, face);
        offload = Executors.newVirtualThreadPerTaskExecutor();
        trail.open();
        relay = listen(config, gateway);
        metrics.showClients(relay.clients(), ClientCount::connected, ClientCount::displaced, ClientCount::refused);
        ops = new OpsServer(config, metrics, verifier, trail, () -> stopping, proofs.documents());
        startOps();
    }

    private Face openFace(AuthServerConfig authServer, KeysConfig calls, Clock clock) throws IOException {
        try {
            return new Face(authServer, calls, issuers, clock);
        } catch (IOException failure) {
            issuers.close();
            metrics.close();
            throw failure;
        }
    }

    private String ownKeys() {
        Face own = face;
        if (own == null) {
            throw new IllegalStateException("we have no keys");
        }
        return own.publishedKeys();
    }

    private static Possession possession(ResourceConfig resource, Clock clock) {
        DpopConfig dpop = resource.dpop();
        return dpop == null
                ? Possession.withoutProofs()
                : new Possession(dpop, resource.uri(), new SecureRandom(), clock);
    }

    private RelayServer listen(Config config, Gateway gateway) throws IOException {
        try {
            return new RelayServer(config.listener(), config.upstream(), gateway, offload);
        } catch (IOException failure) {
            closeParts();
            throw new IOException(
                    "Cannot listen on %s (--listen): %s."
                            .formatted(Addresses.print(config.listener().address()), failure.getMessage()),
                    failure);
        }
    }

    private void startOps() throws IOException {
        try {
            ops.start();
        } catch (IOException failure) {
            relay.close();
            closeParts();
            throw failure;
        }
    }

    private static OutcomeListener both(OutcomeListener first, OutcomeListener second) {
        return new OutcomeListener() {
            @Override
            public void ended(Outcome outcome) {
                first.ended(outcome);
                second.ended(outcome);
            }

            @Override
            public ArgumentRule arguments() {
                return first.arguments();
            }

            @Override
            public void streams(int open) {
                first.streams(open);
                second.streams(open);
            }
        };
    }

    /// Where clients reach it.
    public InetSocketAddress publicAddress() {
        return relay.address();
    }

    /// Where health, readiness and metrics are.
    public InetSocketAddress opsAddress() {
        return ops.address();
    }

    /// Lets the requests in flight end within the drain time-out, then stops. Readiness says so meanwhile.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        stopping = true;
        relay.close();
        ops.close();
        closeParts();
    }

    private void closeParts() {
        offload.shutdownNow();
        rates.close();
        verifier.close();
        if (face != null) {
            face.close();
        }
        issuers.close();
        trail.close();
        trail.unwritten().forEach(System.err::println);
        metrics.close();
    }
}
