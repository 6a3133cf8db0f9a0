package dev.postern.cli;

import dev.postern.config.PolicySchema;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `postern policy schema`: the JSON Schema of policy files, for editors.
final class PolicySchemaCommand implements Command {
    private final Terminal terminal;

    PolicySchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("schema");
        spec.usageMessage().description("Prints the JSON Schema of policy files, by which editors complete them.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments) {
        terminal.out().print(PolicySchema.text());
        return ExitCode.OK;
    }
}
