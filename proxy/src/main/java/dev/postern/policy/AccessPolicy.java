package dev.postern.policy;

import dev.postern.config.TrustEntry;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Decides whether an identity may make its request.
public final class AccessPolicy {
    private final Scopes ofEveryRequest;
    private final Map<Issuer, Scopes> byIssuer = new HashMap<>();

    /// Where tokens of every issuer must grant the same.
    public AccessPolicy(Scopes ofEveryRequest) {
        this(ofEveryRequest, List.of());
    }

    /// @param ofEveryRequest what every request needs
    /// @param trust says what tokens of one issuer must grant besides
    public AccessPolicy(Scopes ofEveryRequest, List<TrustEntry> trust) {
        this.ofEveryRequest = ofEveryRequest;
        for (TrustEntry entry : trust) {
            byIssuer.put(entry.issuer(), ofEveryRequest.and(entry.requiredScopes()));
        }
    }

    public Decision decide(Identity identity) {
        Scopes required = byIssuer.getOrDefault(identity.issuer(), ofEveryRequest);
        return identity.scopes().containsAll(required) ? new Admitted(identity) : new Decision.Denied(required);
    }

    /// For `--insecure-no-auth`: anybody, without an identity.
    public Admitted insecurelyAdmitAnybody() {
        return new Admitted(null);
    }
}
