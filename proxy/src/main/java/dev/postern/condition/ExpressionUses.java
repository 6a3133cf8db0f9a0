package dev.postern.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds out what an expression asks about. Which claims are kept of a token is settled when the policy is read, so an
/// expression has to name them.
final class ExpressionUses {
    private static final Map<String, List<String>> KNOWN = Map.of(
            ConditionCompiler.IDENTITY, CallFacts.OF_IDENTITY,
            ConditionCompiler.CALL, CallFacts.OF_CALL);

    private final CelAbstractSyntaxTree ast;
    private final Set<String> claims = new LinkedHashSet<>();
    private final List<Compiled.Fault> faults = new ArrayList<>();
    private boolean arguments;
    private boolean costly;

    ExpressionUses(CelAbstractSyntaxTree ast) {
        this.ast = ast;
        CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(this::look);
    }

    Condition.Uses uses() {
        return new Condition.Uses(arguments, claims, costly);
    }

    List<Compiled.Fault> faults() {
        return faults;
    }

    private void look(CelNavigableExpr node) {
        Kind kind = node.getKind();
        if (kind == Kind.COMPREHENSION) {
            costly = true;
        } else if (kind == Kind.CALL) {
            costly |= node.expr().call().function().equals("matches");
        } else if (kind == Kind.IDENT) {
            lookAtVariable(node, node.expr().ident().name());
        }
    }

    private void lookAtVariable(CelNavigableExpr node, String variable) {
        if (variable.equals(ConditionCompiler.ARGUMENTS)) {
            arguments = true;
            return;
        }
        if (!variable.equals(ConditionCompiler.CLAIMS) && !KNOWN.containsKey(variable)) {
            return;
        }
        Optional<String> member = node.parent().flatMap(parent -> member(parent, node));
        if (member.isEmpty()) {
            fault(node, "uses %s as a whole; expected %s.name or %s[\"name\"]".formatted(variable, variable, variable));
        } else if (variable.equals(ConditionCompiler.CLAIMS)) {
            claims.add(member.get());
        } else if (!KNOWN.getOrDefault(variable, List.of()).contains(member.get())) {
            fault(
                    node,
                    "asks for %s.%s; expected one of %s"
                            .formatted(
                                    variable,
                                    member.get(),
                                    String.join(", ", KNOWN.getOrDefault(variable, List.of()))));
        }
    }

    /// What is asked of a variable: `variable.member`, `variable["member"]` or `"member" in variable`.
    private static Optional<String> member(CelNavigableExpr parent, CelNavigableExpr variable) {
        CelExpr expression = parent.expr();
        if (parent.getKind() == Kind.SELECT) {
            return Optional.of(expression.select().field());
        }
        if (parent.getKind() != Kind.CALL || expression.call().args().size() != 2) {
            return Optional.empty();
        }
        CelExpr first = expression.call().args().get(0);
        CelExpr second = expression.call().args().get(1);
        return switch (expression.call().function()) {
            case "_[_]" -> first.id() == variable.id() ? text(second) : Optional.empty();
            case "@in" -> second.id() == variable.id() ? text(first) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(CelExpr expression) {
        return expression.getKind() == Kind.CONSTANT && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expression.constant().stringValue())
                : Optional.empty();
    }

    private void fault(CelNavigableExpr node, String why) {
        Integer offset = ast.getSource().getPositionsMap().get(node.id());
        CelSourceLocation location =
                ast.getSource().getOffsetLocation(offset == null ? 0 : offset).orElse(CelSourceLocation.of(1, 0));
        faults.add(new Compiled.Fault(location.getLine(), location.getColumn(), why));
    }
}
