package dev.postern.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;

/// Compiles the conditions of a policy file, within bounds on what they may cost.
public final class ConditionCompiler {
    /// The names that expressions may use.
    public static final List<String> VARIABLES = List.of("args", "claims", "identity", "call");

    static final String ARGUMENTS = "args";
    static final String CLAIMS = "claims";
    static final String IDENTITY = "identity";
    static final String CALL = "call";

    /// So many characters, and expressions within expressions.
    private static final int LONGEST = 4096;

    private static final int DEEPEST = 32;

    /// So many elements are gone over in one evaluation: a list of arguments may be of any length.
    private static final int MOST_ITERATIONS = 10_000;

    /// Patterns are RE2's, which take no longer than the text is long; this bounds what they take of memory.
    private static final int LARGEST_PATTERN = 1000;

    private static final MapType JSON = MapType.create(SimpleType.STRING, SimpleType.DYN);

    private final CelCompiler compiler;
    private final CelRuntime runtime;

    public ConditionCompiler() {
        CelOptions options = CelOptions.current()
                .maxExpressionCodePointSize(LONGEST)
                .maxParseRecursionDepth(DEEPEST)
                .comprehensionMaxIterations(MOST_ITERATIONS)
                .maxRegexProgramSize(LARGEST_PATTERN)
                .enableHeterogeneousNumericComparisons(true)
                .build();
        compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar(ARGUMENTS, JSON)
                .addVar(CLAIMS, JSON)
                .addVar(IDENTITY, JSON)
                .addVar(CALL, MapType.create(SimpleType.STRING, SimpleType.STRING))
                .build();
        runtime = CelRuntimeFactory.plannerRuntimeBuilder().setOptions(options).build();
    }

    /// Compiles one expression.
    public Compiled compile(String expression) {
        CelValidationResult result = compiler.compile(expression);
        if (result.hasError()) {
            return new Compiled.Faulty(faults(result.getErrors()));
        }
        try {
            return compile(expression, result.getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            return new Compiled.Faulty(List.of(new Compiled.Fault(1, 0, "cannot be compiled")));
        }
    }

    private Compiled compile(String expression, CelAbstractSyntaxTree ast) throws CelEvaluationException {
        CelKind kind = ast.getResultType().kind();
        if (kind != CelKind.BOOL && kind != CelKind.DYN) {
            String what = ast.getResultType() instanceof ListType
                    ? "a list"
                    : ast.getResultType().name();
            return new Compiled.Faulty(List.of(
                    new Compiled.Fault(1, 0, "gives %s; expected a condition that is true or false".formatted(what))));
        }
        ExpressionUses uses = new ExpressionUses(ast);
        return uses.faults().isEmpty()
                ? new Compiled.Ready(new Condition(expression, runtime.createProgram(ast), uses.uses()))
                : new Compiled.Faulty(uses.faults());
    }

    private static List<Compiled.Fault> faults(List<CelIssue> issues) {
        List<Compiled.Fault> faults = new ArrayList<>();
        for (CelIssue issue : issues) {
            faults.add(new Compiled.Fault(
                    Math.max(1, issue.getSourceLocation().getLine()),
                    Math.max(0, issue.getSourceLocation().getColumn()),
                    clause(issue.getMessage())));
        }
        return faults;
    }

    /// The parser lists every token it would have taken, by names of its own.
    private static String clause(String message) {
        int list = message.indexOf(" expecting {");
        String first = message.lines().findFirst().orElse("");
        String what = list < 0 ? first : message.substring(0, list);
        return what.startsWith("undeclared reference to '")
                ? what.replace(" (in container '')", "") + "; expected one of " + String.join(", ", VARIABLES)
                : what;
    }
}
