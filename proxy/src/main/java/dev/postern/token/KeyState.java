package dev.postern.token;

import dev.postern.oauth.Issuer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How it stands with one issuer's keys, for readiness and metrics.
///
/// @param issuer whose
/// @param keys how many are known now
/// @param fetchedAt when they last came in, null where none ever did
/// @param lastError why the last fetch failed, null where it went well
public record KeyState(
        Issuer issuer,
        int keys,
        @Nullable Instant fetchedAt,
        @Nullable String lastError) {}
