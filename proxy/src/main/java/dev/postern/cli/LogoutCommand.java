package dev.postern.cli;

import dev.postern.login.LoginException;
import dev.postern.login.McpClient;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `postern logout`: gives the tokens back and forgets them.
final class LogoutCommand implements Command {
    private final Terminal terminal;

    LogoutCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("logout");
        spec.usageMessage().description("Gives the tokens for an MCP server back, and forgets them.");
        ClientFlags.addUrl(spec, "1");
        return spec;
    }

    @Override
    public int run(ParseResult arguments) {
        try (McpClient client = ClientFlags.client(arguments, terminal)) {
            client.logout().forEach(terminal.err()::println);
            return ExitCode.OK;
        } catch (LoginException e) {
            return ClientFlags.failed(terminal, e);
        }
    }
}
