package dev.postern.cli;

import dev.postern.config.ConfigResult;
import dev.postern.config.IssuerSection;
import dev.postern.config.Option;
import dev.postern.config.RawValue;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `postern config show`: each value, and where it came from.
final class ConfigShowCommand implements Command {
    private final Terminal terminal;

    ConfigShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("show");
        spec.usageMessage().description("Shows each value and where it came from; takes the options of serve.");
        OptionFlags.addTo(spec);
        return spec;
    }

    @Override
    public int run(ParseResult arguments) {
        GivenSettings given = GivenSettings.of(OptionFlags.given(arguments), terminal.environment());
        for (Option option : Option.values()) {
            terminal.out().println(line(option, given.settings().get(option)));
        }
        given.settings().issuers().forEach(this::show);
        return switch (given.read()) {
            case ConfigResult.Complete complete -> warn(complete.warnings());
            case ConfigResult.Faulty faulty -> Faults.print(faulty, terminal);
        };
    }

    private int warn(List<String> warnings) {
        for (String warning : warnings) {
            terminal.err().println("WARNING: " + warning);
        }
        return ExitCode.OK;
    }

    private void show(IssuerSection section) {
        terminal.out().println(section.title() + " (" + section.source() + ")");
        for (Option option : Option.values()) {
            List<RawValue> values = section.values().getOrDefault(option, List.of());
            if (!values.isEmpty()) {
                terminal.out().println(line(option, values));
            }
        }
    }

    private static String line(Option option, List<RawValue> values) {
        String shown = values.stream().map(value -> value.shown(option)).collect(Collectors.joining(","));
        String source = values.isEmpty() ? "" : "(" + values.getFirst().source() + ")";
        return "%-40s %s %s"
                .formatted(option.optionName(), values.isEmpty() ? "-" : shown, source)
                .stripTrailing();
    }
}
