package dev.postern.cli;

import dev.postern.login.DesktopBrowser;
import dev.postern.login.Endpoint;
import dev.postern.login.LoginException;
import dev.postern.login.LoginOptions;
import dev.postern.login.McpClient;
import dev.postern.login.Person;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// What the commands of the client have in common: the server's URL, how to log in, and the client made from that.
final class ClientFlags {
    private static final int DEFAULT_SECONDS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private ClientFlags() {}

    static void addUrl(CommandSpec spec, String arity) {
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("URL")
                .index("0")
                .arity(arity)
                .type(String.class)
                .description("The MCP server, for example https://mcp.example.com/mcp.")
                .build());
    }

    static void add(CommandSpec spec, String name, String label, String description) {
        spec.addOption(OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build());
    }

    static void addSwitch(CommandSpec spec, String name, String description) {
        spec.addOption(OptionSpec.builder(name)
                .type(boolean.class)
                .arity("0")
                .description(description)
                .build());
    }

    static void addNumber(CommandSpec spec, String name, String label, String description) {
        spec.addOption(OptionSpec.builder(name)
                .paramLabel(label)
                .type(int.class)
                .description(description)
                .build());
    }

    static void addPerson(CommandSpec spec) {
        addSwitch(spec, "--no-browser", "Print the address of the login page instead of opening it.");
        addNumber(spec, "--login-timeout", "SECONDS", "How long to wait for you to log in. Default: 300.");
    }

    static LoginOptions person(ParseResult arguments) {
        return LoginOptions.simple(
                !arguments.matchedOptionValue("--no-browser", false), seconds(arguments, "--login-timeout"));
    }

    static Duration seconds(ParseResult arguments, String name) {
        return Duration.ofSeconds(Math.max(1, arguments.matchedOptionValue(name, DEFAULT_SECONDS)));
    }

    /// A client of the server that was named.
    static McpClient client(ParseResult arguments, Terminal terminal) throws LoginException {
        Endpoint endpoint = Endpoint.of(arguments.matchedPositionalValue(0, ""));
        Path folder = McpClient.folder(terminal.environment(), System.getProperty("user.home"));
        Person person = new Person(terminal.err(), terminal.in(), new DesktopBrowser(System.getProperty("os.name")));
        return new McpClient(endpoint, folder, person, Clock.systemUTC(), new SecureRandom(), PATIENCE);
    }

    /// Tells why it went no further.
    static int failed(Terminal terminal, LoginException e) {
        terminal.fail(e.sentence(), e);
        return ExitCode.FAILED;
    }
}
