package dev.postern.condition;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.postern.json.JsonObject;
import dev.postern.mcp.McpMessage;
import dev.postern.oauth.Identity;
import java.util.Optional;
import java.util.Set;

/// A compiled condition. It may be asked by many threads at once.
public final class Condition {
    private static final Finding MET = new Finding.Settled(true);
    private static final Finding NOT_MET = new Finding.Settled(false);

    private final String expression;
    private final Program program;
    private final Uses uses;

    /// What an expression asks about.
    ///
    /// @param arguments whether it depends on the arguments of the call
    /// @param claims the claims it names
    /// @param costly whether it goes over lists or matches patterns, and so takes the longer the longer they are
    record Uses(boolean arguments, Set<String> claims, boolean costly) {
        Uses {
            claims = Set.copyOf(claims);
        }
    }

    Condition(String expression, Program program, Uses uses) {
        this.expression = expression;
        this.program = program;
        this.uses = uses;
    }

    /// As it was written.
    public String expression() {
        return expression;
    }

    /// Whether it depends on the arguments of the call.
    public boolean asksArguments() {
        return uses.arguments();
    }

    /// The claims it names.
    public Set<String> claims() {
        return uses.claims();
    }

    /// Whether it may take longer than an I/O thread should.
    public boolean isCostly() {
        return uses.costly();
    }

    /// Asks it about a call.
    ///
    /// @param arguments of the call, none where it has none
    public Finding ask(Identity identity, String method, McpMessage.Target target, JsonObject arguments) {
        try {
            Object value = program.eval(name -> variable(name, identity, method, target, arguments));
            if (value instanceof Boolean met) {
                return met ? MET : NOT_MET;
            }
            return new Finding.Failed("it is not true or false but something else");
        } catch (CelEvaluationException e) {
            return new Finding.Failed(clause(e.getErrorCode()));
        } catch (RuntimeException e) {
            // What the library did not foresee must not let anybody in.
            return new Finding.Failed("it ended with " + e.getClass().getSimpleName());
        }
    }

    private static Optional<Object> variable(
            String name, Identity identity, String method, McpMessage.Target target, JsonObject arguments) {
        return switch (name) {
            case ConditionCompiler.ARGUMENTS -> Optional.of(new JsonView(arguments));
            case ConditionCompiler.CLAIMS -> Optional.of(new JsonView(identity.claims()));
            case ConditionCompiler.IDENTITY -> Optional.of(CallFacts.of(identity));
            case ConditionCompiler.CALL -> Optional.of(CallFacts.of(method, target));
            default -> Optional.empty();
        };
    }

    /// The library's own sentences may repeat what a caller sent.
    private static String clause(CelErrorCode code) {
        return switch (code) {
            case ATTRIBUTE_NOT_FOUND -> "it asks for something that is not there, without has(...)";
            case INDEX_OUT_OF_BOUNDS -> "it asks beyond the end of a list";
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case OVERLOAD_NOT_FOUND -> "it compares or combines values of other kinds than it expects";
            case NUMERIC_OVERFLOW -> "a number in it grows too large";
            case ITERATION_BUDGET_EXCEEDED -> "it goes over more elements than it may";
            case INVALID_ARGUMENT, BAD_FORMAT -> "a value in it has not the form it needs";
            case DUPLICATE_ATTRIBUTE, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND, INTERNAL_ERROR -> "it cannot be evaluated";
        };
    }
}
