package dev.postern.policy;

import dev.postern.config.PolicyConfig;
import dev.postern.config.TrustEntry;
import dev.postern.mcp.McpMessage;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.ScopeHierarchy;
import dev.postern.oauth.Scopes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Decides whether an identity may make its request.
public final class AccessPolicy {
    /// What a decision names where no rule made it but the scopes that every request needs.
    public static final String REQUIRED_SCOPES = "required-scopes";

    private final Scopes ofEveryRequest;
    private final Map<Issuer, Scopes> byIssuer = new HashMap<>();
    private final ScopeHierarchy hierarchy;
    private final boolean readsMessages;
    private final boolean filtersLists;

    /// Where tokens of every issuer must grant the same.
    public AccessPolicy(Scopes ofEveryRequest) {
        this(ofEveryRequest, List.of(), PolicyConfig.NONE);
    }

    /// @param ofEveryRequest what every request needs
    /// @param trust says what tokens of one issuer must grant besides
    /// @param policy what the policy file says
    public AccessPolicy(Scopes ofEveryRequest, List<TrustEntry> trust, PolicyConfig policy) {
        this.ofEveryRequest = ofEveryRequest;
        for (TrustEntry entry : trust) {
            byIssuer.put(entry.issuer(), ofEveryRequest.and(entry.requiredScopes()));
        }
        hierarchy = policy.hierarchy();
        readsMessages = policy.judgesMessages() || !policy.limits().isEmpty();
        filtersLists = policy.filterLists();
    }

    /// Whether the messages of a request must be known to decide on it.
    public boolean readsMessages() {
        return readsMessages;
    }

    /// Whether answers to lists must be cut to what the caller may use.
    public boolean filtersLists() {
        return filtersLists;
    }

    /// Decides on a request that has no messages, or whose messages do not matter.
    public Decision decide(Identity identity) {
        return decide(identity, List.of());
    }

    /// Decides on all messages of a request together.
    public Decision decide(Identity identity, List<McpMessage> messages) {
        Scopes required = byIssuer.getOrDefault(identity.issuer(), ofEveryRequest);
        return hierarchy.satisfies(identity.scopes(), required)
                ? new Admitted(identity, messages, REQUIRED_SCOPES)
                : new Decision.Denied(required, REQUIRED_SCOPES);
    }

    /// Whether the caller could use what a list names, with some arguments.
    ///
    /// @param name the tool's or prompt's name, the resource's URI, or the template of URIs
    public boolean mayList(Identity identity, McpMessage.Kind kind, String name) {
        return true;
    }

    /// For `--insecure-no-auth`: anybody, without an identity.
    public Admitted insecurelyAdmitAnybody() {
        return new Admitted(null, List.of(), "insecure-no-auth");
    }
}
