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
/// @param stale whether they are used beyond the time they were fresh for, as no newer ones can be had
public record KeyState(
        Issuer issuer,
        int keys,
        @Nullable Instant fetchedAt,
        @Nullable String lastError,
        boolean stale) {}
