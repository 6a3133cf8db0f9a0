package dev.postern.gateway;

import dev.postern.audit.OutcomeListener;
import dev.postern.challenge.Challenges;
import dev.postern.challenge.ResourceMetadata;
import dev.postern.config.Config;
import dev.postern.oauth.Identity;
import dev.postern.policy.AccessPolicy;
import dev.postern.policy.Admitted;
import dev.postern.policy.BadTokenLimit;
import dev.postern.policy.OriginRule;
import dev.postern.policy.SessionSeal;
import dev.postern.policy.StreamLimits;
import dev.postern.rate.RateLimits;
import dev.postern.relay.Exchange;
import dev.postern.relay.ExchangeHandler;
import dev.postern.relay.MalformedMessage;
import dev.postern.token.TokenVerifier;
import dev.postern.token.UpstreamProofs;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The public listener's handler: every request it is given passes the stages listed here, in this order.
public final class Gateway implements ExchangeHandler {
    private final OutcomeStage first;

    /// A gate without rate limits, that proves nothing to the upstream.
    public Gateway(
            Config config, TokenVerifier verifier, OutcomeListener outcomes, BooleanSupplier mayServe, Clock clock) {
        this(config, verifier, outcomes, mayServe, clock, null, UpstreamProofs.NONE);
    }

    /// @param mayServe false while outcomes cannot be written down, so that nothing passes unseen
    /// @param rates null where there are none
    /// @param proofs what the upstream is shown
    public Gateway(
            Config config,
            TokenVerifier verifier,
            OutcomeListener outcomes,
            BooleanSupplier mayServe,
            Clock clock,
            @Nullable RateLimits rates,
            UpstreamProofs proofs) {
        this(config, verifier, outcomes, mayServe, clock, rates, proofs, null);
    }

    /// @param mayServe false while outcomes cannot be written down, so that nothing passes unseen
    /// @param rates null where there are none
    /// @param face the authorization server beside the guarded endpoint, null where there is none
    public Gateway(
            Config config,
            TokenVerifier verifier,
            OutcomeListener outcomes,
            BooleanSupplier mayServe,
            Clock clock,
            @Nullable RateLimits rates,
            UpstreamProofs proofs,
            @Nullable AuthorizationFace face) {
        Cors cors = new Cors(new OriginRule(config.listener().allowedOrigins()));
        Refusal refusal = new Refusal(new Challenges(config.resource()), cors);
        AccessPolicy policy = new AccessPolicy(config.resource().requiredScopes(), config.trust(), config.policy());

        TrustedProxies trusted = new TrustedProxies(config.listener().trustedProxies());
        Stage<Admitted> sessions = new SessionStage(
                new SessionSeal(config.identity().sessionKeys(), new SecureRandom()),
                refusal,
                proven(proofs, refusal, new UpstreamStage(config, cors, new Lists(policy), refusal, outcomes, clock)));
        Stage<Admitted> upstream =
                new StreamStage(new StreamLimits(config.listener().limits()), refusal, sessions);
        Stage<Admitted> limited = rates == null ? upstream : new RateStage(rates, refusal, upstream);
        Stage<Unidentified> bearer = config.insecureNoAuth()
                ? (exchange, _) -> limited.handle(exchange, policy.insecurelyAdmitAnybody())
                : new BearerStage(
                        verifier,
                        config.resource().dpop() != null,
                        new ClientCertificate(trusted, config.listener().certificateHeader()),
                        new BadTokenLimit(config.listener().limits().badTokensPerSecond(), System::nanoTime),
                        refusal,
                        judged(policy, config, refusal, limited));
        Stage<Unidentified> origin = new OriginStage(cors, refusal, bearer);
        MetadataRoute metadata = new MetadataRoute(documents(config, proofs), refusal);
        Routes routes = new Routes(config.resource().uri(), metadata, new FaceRoute(face), origin, refusal);
        ClientAddress addresses = new ClientAddress(trusted);
        first = new OutcomeStage(outcomes, mayServe, addresses, refusal, clock, routes);
    }

    private static Stage<Bound> proven(UpstreamProofs proofs, Refusal refusal, Stage<Bound> upstream) {
        Stage<Bound> next = upstream;
        if (proofs.credentials() != null) {
            next = new CredentialStage(proofs.credentials(), refusal, next);
        }
        return proofs.assertions() == null ? next : new AssertionStage(proofs.assertions(), next);
    }

    private static List<Document> documents(Config config, UpstreamProofs proofs) {
        List<Document> documents = new ArrayList<>();
        ResourceMetadata.documents(config).forEach(metadata -> documents.add(Document.of(metadata)));
        proofs.documents().forEach((path, json) -> documents.add(Document.keys(path, json)));
        return documents;
    }

    /// A body is read where what it says is judged, and nowhere else.
    private static Stage<Identity> judged(AccessPolicy policy, Config config, Refusal refusal, Stage<Admitted> next) {
        PolicyStage stage = new PolicyStage(policy, refusal, next);
        return policy.readsMessages() || policy.filtersLists()
                ? new CallStage(config.upstream().maxJudgedBytes(), refusal, stage)
                : stage;
    }

    @Override
    public void handle(Exchange exchange) {
        first.handle(exchange);
    }

    @Override
    public void malformed(Exchange exchange, MalformedMessage why) {
        first.malformed(exchange, why);
    }

    @Override
    public void mistaken(Exchange exchange, RuntimeException mistake) {
        first.mistaken(exchange, mistake);
    }
}
