package dev.postern.policy;

import dev.postern.mcp.McpMessage;
import dev.postern.oauth.Identity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The pass to the upstream. Only this package can make one, so nothing is forwarded that the policy did not admit.
public final class Admitted implements Decision {
    private final @Nullable Identity identity;
    private final List<McpMessage> messages;
    private final String rule;

    Admitted(@Nullable Identity identity, List<McpMessage> messages, String rule) {
        this.identity = identity;
        this.messages = messages.stream().map(McpMessage::withoutParams).toList();
        this.rule = rule;
    }

    /// For whom; empty where authentication is switched off.
    public Optional<Identity> identity() {
        return Optional.ofNullable(identity);
    }

    /// For what, without the parameters, which were judged and could be large; none where nobody had to read it.
    public List<McpMessage> messages() {
        return messages;
    }

    /// By which rule, or which several of a batch.
    public String rule() {
        return rule;
    }
}
