package dev.postern.cli;

import dev.postern.login.LoginException;
import dev.postern.login.McpClient;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `postern token`: a fresh token for scripts.
final class TokenCommand implements Command {
    private final Terminal terminal;

    TokenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("token");
        spec.usageMessage()
                .description(
                        "Prints an access token for an MCP server you logged in to, renewed when needed. With inspect,"
                                + " explains a token.");
        ClientFlags.addUrl(spec, "0..1");
        return spec;
    }

    @Override
    public int run(ParseResult arguments) {
        if (!arguments.hasMatchedPositional(0)) {
            arguments.commandSpec().commandLine().usage(terminal.err());
            return ExitCode.USAGE;
        }
        try (McpClient client = ClientFlags.client(arguments, terminal)) {
            terminal.out().println(client.token());
            return ExitCode.OK;
        } catch (LoginException e) {
            return ClientFlags.failed(terminal, e);
        }
    }
}
