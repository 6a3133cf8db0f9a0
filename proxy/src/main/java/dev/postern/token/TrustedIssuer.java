package dev.postern.token;

import dev.postern.config.IntrospectedTokens;
import dev.postern.config.IntrospectionConfig;
import dev.postern.config.TrustEntry;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One trust entry at work: its keys, and whom to ask where keys do not help.
///
/// @param entry as configured
/// @param keys of the issuer
/// @param jwts judges its JWTs
/// @param introspector asks it about tokens, null where nobody is asked
record TrustedIssuer(
        TrustEntry entry,
        RemoteKeys keys,
        JwtVerifier jwts,
        @Nullable Introspector introspector) {

    /// Whether it is asked about some of the tokens.
    boolean isAsked(Predicate<IntrospectedTokens> about) {
        IntrospectionConfig introspection = entry.introspection();
        return introspection != null && about.test(introspection.tokens());
    }

    /// Whether tokens of it are refused while its keys are not known.
    boolean needsKeys() {
        IntrospectionConfig introspection = entry.introspection();
        return introspection == null || !introspection.tokens().own() || introspection.signedAnswers();
    }

    /// How long a verdict on its tokens is believed at most.
    Duration rememberedFor() {
        IntrospectionConfig introspection = entry.introspection();
        return introspection != null && introspection.tokens().own()
                ? introspection.rememberedFor()
                : JwtVerifier.REMEMBERED;
    }
}
