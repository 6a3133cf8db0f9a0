package dev.postern.cli;

import dev.postern.config.ConfigResult;
import dev.postern.sidecar.Inspection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `postern token inspect`: what each check makes of a token.
final class TokenInspectCommand implements Command {
    private static final int MAX_LENGTH = 64 * 1024;

    private final Terminal terminal;

    TokenInspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("inspect");
        spec.usageMessage()
                .description("Says what each check makes of a token, without sending it anywhere; takes the options of"
                        + " serve. Ends with 0 where it would be let in, else with 1.");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("TOKEN")
                .arity("1")
                .type(String.class)
                .description("The token, or - to read it from standard input, where other users cannot see it.")
                .build());
        spec.addOption(OptionSpec.builder("--verify")
                .type(boolean.class)
                .arity("0")
                .description("Also fetch the issuer's keys, or ask it about the token, as a request would.")
                .build());
        OptionFlags.addTo(spec);
        return spec;
    }

    @Override
    public int run(ParseResult arguments) {
        return switch (GivenSettings.of(OptionFlags.given(arguments), terminal.environment())
                .read()) {
            case ConfigResult.Faulty faulty -> Faults.print(faulty, terminal);
            case ConfigResult.Complete complete -> {
                String token = token(arguments.matchedPositionalValue(0, "-"));
                boolean letIn = new Inspection(complete.config(), Clock.systemUTC(), terminal.out())
                        .inspect(token, arguments.matchedOptionValue("--verify", false));
                yield letIn ? ExitCode.OK : ExitCode.FAILED;
            }
        };
    }

    private String token(String given) {
        if (!given.equals("-")) {
            return given;
        }
        try {
            return new String(terminal.in().readNBytes(MAX_LENGTH), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
