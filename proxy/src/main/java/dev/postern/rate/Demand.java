package dev.postern.rate;

/// What a request takes of one bucket.
///
/// @param limit the limit the bucket belongs to
/// @param whose who shares the bucket, in a form that no two of them have in common
/// @param count how many of the request's messages fall under it
record Demand(RateLimit limit, String whose, long count) {
    /// The bucket's name among all.
    String bucket() {
        return limit.name() + '\n' + whose;
    }
}
