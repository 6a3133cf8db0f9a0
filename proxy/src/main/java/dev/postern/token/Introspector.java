package dev.postern.token;

import dev.postern.config.IntrospectionConfig;
import dev.postern.config.TrustEntry;
import dev.postern.json.JsonObject;
import dev.postern.oauth.BearerToken;
import dev.postern.outbound.FetchOutcome;
import dev.postern.outbound.IssuerClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Asks an authorization server about tokens (RFC 7662): one question for each token at a time, and an outage is never
/// taken for an answer.
final class Introspector {
    /// For finding the endpoint and asking it, so that no request waits longer.
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private static final int MAX_AT_ONCE = 100;

    private final IntrospectionConfig config;
    private final Discovery discovery;
    private final TokenQuestion question;
    private final IntrospectionAnswer answer;
    private final InstantSource clock;
    private final ConcurrentHashMap<TokenHash, CompletableFuture<Judgement>> underWay = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MAX_AT_ONCE);
    private volatile @Nullable URI learntUrl;

    Introspector(
            TrustEntry entry,
            IntrospectionConfig config,
            WantedClaims wanted,
            Discovery discovery,
            IssuerClient client,
            RemoteKeys keys,
            InstantSource clock) {
        this.config = config;
        this.discovery = discovery;
        this.question = question(entry, config, client, keys, clock);
        this.answer = new IntrospectionAnswer(entry, config, wanted);
        this.clock = clock;
    }

    private static TokenQuestion question(
            TrustEntry entry, IntrospectionConfig config, IssuerClient client, RemoteKeys keys, InstantSource clock) {
        return switch (entry.profile().introspection()) {
            case RFC_7662 ->
                new IntrospectionCall(
                        entry.issuer(),
                        config,
                        client,
                        clock,
                        config.signedAnswers() ? new SignedAnswer(entry, config.clientId(), keys) : null);
            case GOOGLE_TOKENINFO -> new GoogleTokenInfo(client);
            case GITHUB_CHECK_TOKEN -> new GitHubCheckToken(config, client);
        };
    }

    /// Asks, or waits for whoever is asking about the same token already.
    Judgement judge(BearerToken token, TokenHash hash) {
        CompletableFuture<Judgement> mine = new CompletableFuture<>();
        CompletableFuture<Judgement> other = underWay.putIfAbsent(hash, mine);
        if (other != null) {
            return await(other);
        }
        Judgement judgement = IntrospectionAnswer.outage("it failed in an unexpected way");
        try {
            judgement = askInTurn(token);
            return judgement;
        } finally {
            underWay.remove(hash, mine);
            mine.complete(judgement);
        }
    }

    private Judgement askInTurn(BearerToken token) {
        if (!places.tryAcquire()) {
            return IntrospectionAnswer.outage("too many questions at once");
        }
        try {
            return ask(token, clock.instant().plus(MAX_WAIT));
        } finally {
            places.release();
        }
    }

    private Judgement ask(BearerToken token, Instant deadline) {
        URI endpoint = config.url() == null ? learntUrl : config.url();
        if (endpoint == null) {
            switch (discovery.find(deadline)) {
                case Discovery.Found.Metadata found ->
                    endpoint = discovery
                            .endpoint(found.metadata(), "introspection_endpoint")
                            .orElse(null);
                case Discovery.Found.Nowhere nowhere -> {
                    return IntrospectionAnswer.outage(nowhere.reason());
                }
            }
        }
        if (endpoint == null) {
            return IntrospectionAnswer.outage("metadata without an acceptable introspection_endpoint");
        }
        learntUrl = endpoint;
        FetchOutcome outcome = question.ask(endpoint, token, Duration.between(clock.instant(), deadline));
        Optional<JsonObject> read = question.read(outcome);
        if (read.isPresent()) {
            return answer.judge(read.get(), clock.instant());
        }
        return IntrospectionAnswer.outage(
                outcome instanceof FetchOutcome.Failed failed
                        ? failed.reason()
                        : "an answer that cannot be read or trusted");
    }

    private static Judgement await(CompletableFuture<Judgement> other) {
        try {
            return other.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return IntrospectionAnswer.outage("no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return IntrospectionAnswer.outage("interrupted");
        }
    }
}
