package dev.postern.gateway;

import dev.postern.audit.OutcomeListener;
import dev.postern.challenge.Challenges;
import dev.postern.challenge.ResourceMetadata;
import dev.postern.config.Config;
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
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The public listener's handler: every request it is given passes the stages listed here, in this order.
public final class Gateway implements ExchangeHandler {
    private final OutcomeStage first;

    /// A gate without rate limits.
    public Gateway(
            Config config, TokenVerifier verifier, OutcomeListener outcomes, BooleanSupplier mayServe, Clock clock) {
        this(config, verifier, outcomes, mayServe, clock, null);
    }

    /// @param mayServe false while outcomes cannot be written down, so that nothing passes unseen
    /// @param rates null where there are none
    public Gateway(
            Config config,
            TokenVerifier verifier,
            OutcomeListener outcomes,
            BooleanSupplier mayServe,
            Clock clock,
            @Nullable RateLimits rates) {
        this(config, verifier, outcomes, mayServe, clock, rates, null);
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
            @Nullable AuthorizationFace face) {
        Cors cors = new Cors(new OriginRule(config.listener().allowedOrigins()));
        Refusal refusal = new Refusal(new Challenges(config.resource()), cors);
        AccessPolicy policy = new AccessPolicy(config.resource().requiredScopes(), config.trust(), config.policy());

        TrustedProxies trusted = new TrustedProxies(config.listener().trustedProxies());
        Stage<Admitted> sessions = new SessionStage(
                new SessionSeal(config.identity().sessionKeys(), new SecureRandom()),
                refusal,
                new UpstreamStage(config, cors, refusal, outcomes, clock));
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
                        new PolicyStage(policy, refusal, limited));
        Stage<Unidentified> origin = new OriginStage(cors, refusal, bearer);
        MetadataRoute metadata = new MetadataRoute(ResourceMetadata.documents(config), refusal);
        Routes routes = new Routes(config.resource().uri(), metadata, new FaceRoute(face), origin, refusal);
        ClientAddress addresses = new ClientAddress(trusted);
        first = new OutcomeStage(outcomes, mayServe, addresses, refusal, clock, routes);
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
