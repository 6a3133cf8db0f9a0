package dev.postern.cli;

import dev.postern.sidecar.UserLine;
import java.io.IOException;
import java.security.SecureRandom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `postern authserver hash-password`: makes a line of the users file.
final class HashPasswordCommand implements Command {
    private final Terminal terminal;

    HashPasswordCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("hash-password");
        spec.usageMessage()
                .description(
                        "Prints the line of --authserver-users-file for a user: the name and the Argon2id hash of a",
                        "password, which is asked for without showing it, or read from standard input.");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("NAME")
                .arity("1")
                .type(String.class)
                .description("What the user is called.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments) {
        String name = arguments.matchedPositionalValue(0, "");
        PasswordInput input = PasswordInput.of(terminal);
        try {
            String password = input.read("Password of " + name + ": ");
            if (input.isTyped() && !input.read("Once more: ").equals(password)) {
                terminal.err().println("postern: The passwords are not the same.");
                return ExitCode.FAILED;
            }
            terminal.out().println(new UserLine(new SecureRandom()).of(name, password));
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            terminal.err().println("postern: " + e.getMessage());
            return ExitCode.USAGE;
        } catch (IOException e) {
            terminal.fail("The password cannot be read: " + e.getMessage(), e);
            return ExitCode.FAILED;
        }
    }
}
