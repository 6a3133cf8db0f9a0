package dev.postern.token;

import dev.postern.config.IntrospectedTokens;
import dev.postern.config.IntrospectionConfig;
import dev.postern.config.TrustEntry;
import java.time.Duration;
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

    /// Whether it is asked about such tokens, or about more.
    boolean isAskedAbout(IntrospectedTokens tokens) {
        IntrospectionConfig introspection = entry.introspection();
        return introspection != null && introspection.tokens().compareTo(tokens) >= 0;
    }

    /// Whether tokens of it are refused while its keys are not known.
    boolean needsKeys() {
        IntrospectionConfig introspection = entry.introspection();
        return introspection == null
                || introspection.tokens() != IntrospectedTokens.ALL
                || introspection.signedAnswers();
    }

    /// How long a verdict on its tokens is believed at most.
    Duration rememberedFor() {
        IntrospectionConfig introspection = entry.introspection();
        return introspection != null && introspection.tokens() == IntrospectedTokens.ALL
                ? introspection.rememberedFor()
                : JwtVerifier.REMEMBERED;
    }
}
