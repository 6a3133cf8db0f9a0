package dev.postern.policy;

import dev.postern.mcp.McpMessage;
import dev.postern.mcp.McpMessage.Kind;
import dev.postern.oauth.Identity;
import dev.postern.oauth.ScopeHierarchy;
import dev.postern.oauth.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tells a person what the rules made of a call, line by line.
final class Explanation {
    private final RuleBook book;
    private final ScopeHierarchy hierarchy;
    private final Identity identity;
    private final List<String> lines = new ArrayList<>();

    Explanation(RuleBook book, ScopeHierarchy hierarchy, Identity identity) {
        this.book = book;
        this.hierarchy = hierarchy;
        this.identity = identity;
    }

    List<String> of(List<McpMessage> messages) {
        for (McpMessage message : messages) {
            Optional<List<Operation>> operations = Operations.of(message);
            if (operations.isEmpty()) {
                lines.add("it names nothing that could be judged");
            }
            operations.orElse(List.of()).forEach(this::explain);
        }
        return List.copyOf(lines);
    }

    private void explain(Operation operation) {
        lines.add("call     " + name(operation));
        for (JudgedRule rule : book.rules()) {
            String name = rule.rule().name();
            switch (rule.match(identity, operation)) {
                case JudgedRule.Match.Plain.NO -> lines.add("  no     %s: %s".formatted(name, whyNot(rule, operation)));
                case JudgedRule.Match.Plain.PERHAPS ->
                    lines.add("  maybe  %s: it depends on what is not known yet".formatted(name));
                case JudgedRule.Match.Plain.YES -> {
                    lines.add("  yes    %s: this rule decides".formatted(name));
                    conclude(rule.ruling(identity));
                    return;
                }
                case JudgedRule.Match.Broken _ -> {
                    conclude(book.judge(identity, operation));
                    return;
                }
            }
        }
        conclude(book.judge(identity, operation));
    }

    private static String name(Operation operation) {
        String what = operation.method().isEmpty() ? "an answer to the server" : operation.method();
        return operation.target().kind() == Kind.NONE
                ? what
                : "%s, %s %s"
                        .formatted(
                                what,
                                operation
                                        .target()
                                        .kind()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' '),
                                operation.target().name());
    }

    private static String whyNot(JudgedRule rule, Operation operation) {
        return rule.isAbout(operation) ? "its condition is false" : "it is about something else";
    }

    private void conclude(Ruling ruling) {
        lines.add(
                switch (ruling) {
                    case Ruling.Allowed(String rule, Scopes scopes) ->
                        "  allowed by %s%s"
                                .formatted(rule, scopes.isEmpty() ? "" : ", which needs [%s]".formatted(scopes));
                    case Ruling.Lacking(String rule, Scopes scopes) ->
                        "  denied by %s, which needs [%s]; missing: %s"
                                .formatted(rule, scopes, hierarchy.missing(identity.scopes(), scopes));
                    case Ruling.Barred(String rule, String why) ->
                        "  forbidden by %s: %s; no scope would help".formatted(rule, why);
                });
    }
}
