package dev.postern.policy;

import dev.postern.mcp.McpMessage;
import dev.postern.oauth.Identity;
import dev.postern.oauth.Scopes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts together what is said of all that a request does: every part must be admitted, and what one of them needs is
/// needed by the whole.
final class RequestJudgement {
    private final RuleBook book;
    private final Identity identity;
    private final Set<String> rules = new LinkedHashSet<>();
    private Scopes needed;
    private @Nullable String lacking;
    private Decision.@Nullable Forbidden forbidden;

    /// @param required what every request needs
    /// @param lacking what a decision shall name where that is not granted, null where it is
    RequestJudgement(RuleBook book, Identity identity, Scopes required, @Nullable String lacking) {
        this.book = book;
        this.identity = identity;
        this.needed = required;
        this.lacking = lacking;
    }

    Decision decide(List<McpMessage> messages) {
        for (McpMessage message : messages) {
            Optional<List<Operation>> operations = Operations.of(message);
            if (operations.isEmpty()) {
                return new Decision.Forbidden(RuleBook.PROTOCOL, "It names nothing that could be judged.");
            }
            for (Operation operation : operations.get()) {
                add(book.judge(identity, operation));
            }
        }
        if (forbidden != null) {
            return forbidden;
        }
        return lacking == null
                ? new Admitted(identity, messages, String.join(", ", rules))
                : new Decision.Denied(needed, lacking);
    }

    private void add(Ruling ruling) {
        switch (ruling) {
            case Ruling.Allowed(String rule, Scopes scopes) -> {
                rules.add(rule);
                need(scopes);
            }
            case Ruling.Lacking(String rule, Scopes scopes) -> {
                lacking = lacking == null ? rule : lacking;
                need(scopes);
            }
            case Ruling.Barred(String rule, String why) -> {
                Decision.Forbidden here = new Decision.Forbidden(rule, sentence(rule, why));
                forbidden = forbidden == null ? here : forbidden;
            }
        }
    }

    private void need(Scopes scopes) {
        if (!needed.containsAll(scopes)) {
            needed = needed.and(scopes);
        }
    }

    private static String sentence(String rule, String why) {
        return rule.equals(RuleBook.DEFAULT)
                ? "By default nothing is allowed, and no rule is about that."
                : "The rule %s does not allow it: %s.".formatted(rule, why);
    }
}
