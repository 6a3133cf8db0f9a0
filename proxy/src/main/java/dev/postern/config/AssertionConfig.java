package dev.postern.config;

import java.util.List;

/// How the upstream is shown that what it is told of a caller comes from Postern.
///
/// @param keys of which the first signs, and all are published; none for one that is made at the start
public record AssertionConfig(List<SigningKey> keys) {
    public AssertionConfig {
        keys = List.copyOf(keys);
    }
}
