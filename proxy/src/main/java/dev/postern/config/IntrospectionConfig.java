package dev.postern.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Asking the authorization server about tokens (RFC 7662).
///
/// @param url where to ask; from its metadata where null
/// @param clientId as whom we ask
/// @param authentication how we show that we are it
/// @param tokens about which tokens we ask
/// @param signedAnswers whether answers must be signed JWTs (RFC 9701)
/// @param rememberedFor how long a good answer is believed at most
/// @param refusalsRememberedFor how long `active: false` is
public record IntrospectionConfig(
        @Nullable URI url,
        String clientId,
        ClientAuthentication authentication,
        IntrospectedTokens tokens,
        boolean signedAnswers,
        Duration rememberedFor,
        Duration refusalsRememberedFor) {
    /// So that a revoked token ends within half a minute.
    public static final Duration REMEMBERED_FOR = Duration.ofSeconds(30);

    public static final Duration REFUSALS_REMEMBERED_FOR = Duration.ofSeconds(10);
}
