package dev.postern.cli;

import dev.postern.config.ConfigResult;
import dev.postern.config.PolicyConfig;
import dev.postern.config.PolicyFile;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `postern policy check`: whether a policy file can be read, and all that is wrong with it.
final class PolicyCheckCommand implements Command {
    private final Terminal terminal;

    PolicyCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("check");
        spec.usageMessage()
                .description("Reads a policy file and says everything that is wrong with it. Ends with 0 where nothing"
                        + " is, else with 2.");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .arity("1")
                .type(String.class)
                .description("The policy file.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments) {
        String file = arguments.matchedPositionalValue(0, "");
        Optional<String> text = GivenSettings.text(file);
        if (text.isEmpty()) {
            terminal.err().println("postern: the file \"" + file + "\" cannot be read; expected a YAML file in UTF-8.");
            return ExitCode.USAGE;
        }
        return switch (PolicyFile.read(file, text.get())) {
            case PolicyFile.Result.Complete(PolicyConfig policy) -> {
                terminal.out()
                        .println("%s is good: %d rules, %d limits; what no rule is about is %s."
                                .formatted(
                                        file,
                                        policy.rules().size(),
                                        policy.limits().size(),
                                        policy.deniesByDefault() ? "denied" : "allowed"));
                yield ExitCode.OK;
            }
            case PolicyFile.Result.Faulty faulty -> Faults.print(new ConfigResult.Faulty(faulty.problems()), terminal);
        };
    }
}
