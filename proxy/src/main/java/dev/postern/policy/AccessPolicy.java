package dev.postern.policy;

import dev.postern.oauth.Identity;
import dev.postern.oauth.Scopes;

/// Decides whether an identity may make its request.
public final class AccessPolicy {
    private final Scopes requiredScopes;

    public AccessPolicy(Scopes requiredScopes) {
        this.requiredScopes = requiredScopes;
    }

    public Decision decide(Identity identity) {
        return identity.scopes().containsAll(requiredScopes)
                ? new Admitted(identity)
                : new Decision.Denied(requiredScopes);
    }

    /// For `--insecure-no-auth`: anybody, without an identity.
    public Admitted insecurelyAdmitAnybody() {
        return new Admitted(null);
    }
}
