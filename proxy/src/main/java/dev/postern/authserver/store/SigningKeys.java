package dev.postern.authserver.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys of the authorization server, shared by all replicas.
public interface SigningKeys {
    /// Those that are published now, in the order in which they sign.
    List<SigningKey> published(Instant now);

    /// Adds a key where `after` is still the id of the one that signs last (null: there is none); false, and nothing
    /// added, where another replica was faster.
    boolean add(SigningKey key, @Nullable String after);
}
