package dev.postern.cli;

import dev.postern.login.LoginException;
import dev.postern.login.LoginOptions;
import dev.postern.login.McpClient;
import dev.postern.oauth.Scopes;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `postern login`: gets a token for an MCP server and keeps it.
final class LoginCommand implements Command {
    private final Terminal terminal;

    LoginCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("login");
        spec.usageMessage()
                .description("Logs in to an MCP server, with nothing but its URL where its issuer allows that.");
        ClientFlags.addUrl(spec, "1");
        ClientFlags.addPerson(spec);
        ClientFlags.add(spec, "--client-id", "ID", "Log in as this client, which the issuer knows already.");
        ClientFlags.add(spec, "--client-secret-file", "FILE", "A file with that client's secret.");
        ClientFlags.add(
                spec,
                "--client-metadata-url",
                "URL",
                "Log in as the client described there (a client ID metadata document), if the issuer takes such.");
        ClientFlags.add(
                spec,
                "--issuer",
                "URL",
                "Which of the server's issuers, byte for byte. Default: the first. Named here, it may be an internal host.");
        ClientFlags.add(
                spec,
                "--scope",
                "SCOPES",
                "Exactly what to ask for, in one text. Default: what the server says it needs.");
        ClientFlags.addNumber(
                spec, "--redirect-port", "PORT", "The port the browser comes back to. Default: any that is free.");
        ClientFlags.addSwitch(
                spec, "--client-credentials", "Log in as a program, by --client-id and --client-secret-file alone.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments) {
        try (McpClient client = ClientFlags.client(arguments, terminal)) {
            client.login(options(arguments)).forEach(terminal.err()::println);
            return ExitCode.OK;
        } catch (LoginException e) {
            return ClientFlags.failed(terminal, e);
        }
    }

    private static LoginOptions options(ParseResult arguments) throws LoginException {
        LoginOptions simple = ClientFlags.person(arguments);
        @Nullable String secretFile = arguments.matchedOptionValue("--client-secret-file", null);
        @Nullable String clientId = arguments.matchedOptionValue("--client-id", null);
        if (secretFile != null && clientId == null) {
            throw new LoginException("--client-secret-file needs --client-id, to say whose secret it is.");
        }
        return new LoginOptions(
                clientId,
                secretFile == null ? null : Path.of(secretFile).toAbsolutePath(),
                arguments.matchedOptionValue("--client-metadata-url", null),
                arguments.matchedOptionValue("--issuer", null),
                scopes(arguments.matchedOptionValue("--scope", null)),
                port(arguments.matchedOptionValue("--redirect-port", 0)),
                simple.browser(),
                arguments.matchedOptionValue("--client-credentials", false),
                simple.patience());
    }

    private static @Nullable Scopes scopes(@Nullable String text) throws LoginException {
        try {
            return text == null ? null : Scopes.parse(text);
        } catch (IllegalArgumentException e) {
            throw new LoginException(
                    "--scope has something that is no scope; expected for example \"mcp:read mcp:use\".", e);
        }
    }

    private static int port(int port) throws LoginException {
        if (port < 0 || port > 65_535) {
            throw new LoginException("--redirect-port is a number up to 65535.");
        }
        return port;
    }
}
