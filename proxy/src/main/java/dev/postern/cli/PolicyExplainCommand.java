package dev.postern.cli;

import dev.postern.config.ConfigResult;
import dev.postern.config.PolicyTerms;
import dev.postern.sidecar.PolicyExplanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `postern policy explain`: what the policy would decide on a call of somebody, and why.
final class PolicyExplainCommand implements Command {
    private static final String TOKEN = "--token";
    private static final String TOKEN_FILE = "--token-file";
    private static final String CLAIMS = "--claims";
    private static final String CALL = "--call";

    private final Terminal terminal;

    PolicyExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("explain");
        spec.usageMessage()
                .description(
                        "Says which rule of --policy decides on a call, why, and what is missing; takes the options"
                                + " of serve. The token is only read, not verified: postern token inspect does that. Ends"
                                + " with 0 where the call would be admitted, with 1 where not.");
        add(spec, TOKEN, "TOKEN", "Whose call it is: an access token. Other users of the machine can see it here.");
        add(spec, TOKEN_FILE, "FILE", "The same, in a file.");
        add(
                spec,
                CLAIMS,
                "FILE",
                "Or the claims of a token, in a file: {\"sub\": \"alice\", \"scope\": \"oscal:read\"}.");
        add(spec, CALL, "JSON", "The call: {\"method\": \"tools/call\", \"params\": {\"name\": \"about\"}}.");
        OptionFlags.addTo(spec);
        return spec;
    }

    private static void add(CommandSpec spec, String name, String value, String meaning) {
        spec.addOption(OptionSpec.builder(name)
                .type(String.class)
                .arity("1")
                .paramLabel(value)
                .description(meaning)
                .build());
    }

    @Override
    public int run(ParseResult arguments) {
        GivenSettings given = GivenSettings.of(OptionFlags.given(arguments), terminal.environment());
        PolicyTerms terms = PolicyTerms.read(given.settings(), GivenSettings::text);
        List<String> problems = new ArrayList<>(given.problems());
        problems.addAll(terms.problems());
        String call = arguments.matchedOptionValue(CALL, "");
        if (call.isEmpty()) {
            problems.add("--call is missing; expected a call in JSON.");
        }
        long callers = List.of(TOKEN, TOKEN_FILE, CLAIMS).stream()
                .filter(arguments::hasMatchedOption)
                .count();
        if (callers != 1) {
            problems.add(
                    "%d of --token, --token-file and --claims are given; expected one of them.".formatted(callers));
        }
        if (!problems.isEmpty()) {
            return Faults.print(new ConfigResult.Faulty(problems), terminal);
        }
        return explain(arguments, new PolicyExplanation(terms, terminal.out(), terminal.err()), call);
    }

    private int explain(ParseResult arguments, PolicyExplanation explanation, String call) {
        if (arguments.hasMatchedOption(TOKEN)) {
            return code(explanation.explainToken(arguments.matchedOptionValue(TOKEN, ""), call));
        }
        boolean isToken = arguments.hasMatchedOption(TOKEN_FILE);
        String file = arguments.matchedOptionValue(isToken ? TOKEN_FILE : CLAIMS, "");
        Optional<String> text = GivenSettings.text(file);
        if (text.isEmpty()) {
            terminal.err().println("postern: the file \"" + file + "\" cannot be read.");
            return ExitCode.USAGE;
        }
        return code(
                isToken
                        ? explanation.explainToken(text.get().strip(), call)
                        : explanation.explainClaims(text.get(), call));
    }

    private static int code(PolicyExplanation.Answer answer) {
        return switch (answer) {
            case ADMITTED -> ExitCode.OK;
            case REFUSED -> ExitCode.FAILED;
            case NOT_UNDERSTOOD -> ExitCode.USAGE;
        };
    }
}
