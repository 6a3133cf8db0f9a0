package dev.postern.policy;

import dev.postern.condition.Condition;
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
import java.util.Optional;

/// Decides whether an identity may make its request.
public final class AccessPolicy {
    /// What a decision names where no rule made it but the scopes that every request needs.
    public static final String REQUIRED_SCOPES = "required-scopes";

    private final Scopes ofEveryRequest;
    private final Map<Issuer, Scopes> byIssuer = new HashMap<>();
    private final ScopeHierarchy hierarchy;
    private final RuleBook book;
    private final boolean judgesMessages;
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
        book = new RuleBook(policy);
        judgesMessages = policy.judgesMessages();
        readsMessages = judgesMessages || !policy.limits().isEmpty();
        filtersLists = policy.filterLists() && judgesMessages;
    }

    /// Whether the messages of a request must be known to decide on it.
    public boolean readsMessages() {
        return readsMessages;
    }

    /// Whether answers to lists must be cut to what the caller may use.
    public boolean filtersLists() {
        return filtersLists;
    }

    /// Whether a decision may take longer than an I/O thread should: some condition goes over lists or matches
    /// patterns.
    public boolean isCostly() {
        for (JudgedRule rule : book.rules()) {
            Condition when = rule.rule().when();
            if (when != null && when.isCostly()) {
                return true;
            }
        }
        return false;
    }

    /// Decides on a request that has no messages. What has some must not be decided like this where
    /// [#readsMessages()].
    public Decision decide(Identity identity) {
        return decide(identity, List.of());
    }

    /// Decides on all messages of a request together.
    public Decision decide(Identity identity, List<McpMessage> messages) {
        Scopes required = byIssuer.getOrDefault(identity.issuer(), ofEveryRequest);
        boolean granted = hierarchy.satisfies(identity.scopes(), required);
        if (judgesMessages && !messages.isEmpty()) {
            return new RequestJudgement(book, identity, required, granted ? null : REQUIRED_SCOPES).decide(messages);
        }
        return granted
                ? new Admitted(identity, messages, REQUIRED_SCOPES)
                : new Decision.Denied(required, REQUIRED_SCOPES);
    }

    /// Those of the needed scopes that the caller has in no form.
    public Scopes missing(Identity identity, Scopes needed) {
        return hierarchy.missing(identity.scopes(), needed);
    }

    /// Whether the caller could use what a list names, with some arguments.
    ///
    /// @param name the tool's or prompt's name, the resource's URI, or the template of URIs
    public boolean mayList(Identity identity, McpMessage.Kind kind, String name) {
        Optional<List<Operation>> operations = Operations.toUse(kind, name);
        if (operations.isEmpty()) {
            return !filtersLists;
        }
        for (Operation operation : operations.get()) {
            if (!(book.judge(identity, operation) instanceof Ruling.Allowed)) {
                return false;
            }
        }
        return true;
    }

    /// Says which rules were looked at, and what came of it.
    public List<String> explain(Identity identity, List<McpMessage> messages) {
        return new Explanation(book, hierarchy, identity).of(messages);
    }

    /// For `--insecure-no-auth`: anybody, without an identity.
    public Admitted insecurelyAdmitAnybody() {
        return new Admitted(null, List.of(), "insecure-no-auth");
    }
}
