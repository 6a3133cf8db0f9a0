package dev.postern.authserver;

import java.util.List;

/// An endpoint and the rules of its path.
///
/// @param methods allowed there, `OPTIONS` aside
/// @param sharing whether pages of any origin may use it
/// @param limit how often one address may
/// @param endpoint what answers
record Route(List<String> methods, Sharing sharing, RateLimit limit, Endpoint endpoint) {

    /// Whether a page of another origin may read the answer (Fetch, CORS protocol).
    enum Sharing {
        ANYBODY,
        NOBODY
    }

    Route {
        methods = List.copyOf(methods);
    }
}
