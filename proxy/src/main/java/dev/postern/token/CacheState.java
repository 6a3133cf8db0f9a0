package dev.postern.token;

/// How it stands with the remembered verdicts, for metrics.
///
/// @param entries remembered now
/// @param bytes they take, about
/// @param hits tokens that did not have to be judged again
/// @param misses tokens that had to be judged
public record CacheState(int entries, long bytes, long hits, long misses) {}
