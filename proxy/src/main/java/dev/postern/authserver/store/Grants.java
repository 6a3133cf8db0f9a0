package dev.postern.authserver.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What users let clients do. A revoked or expired grant is as if it had never been; its tokens go with it.
public interface Grants {
    void add(Grant grant);

    Optional<Grant> find(String id, Instant now);

    /// Lets the grant last until then; false where it is revoked or expired already, and then it stays so.
    boolean extend(String id, Instant now, Instant expires);

    /// Replaces what the provider gave; false where the grant is no more.
    boolean keepProvider(String id, Sealed provider);

    /// Ends the grant and all its refresh tokens; false where it had ended.
    boolean revoke(String id);

    /// Those of one subject, or of one client where given, or all: the newest first.
    List<Grant> list(@Nullable String subject, @Nullable String clientId, Instant now, int most);
}
