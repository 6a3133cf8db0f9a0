package dev.postern.cli;

import dev.postern.config.Option;
import dev.postern.config.OptionGroup;
import dev.postern.config.StoreResult;
import dev.postern.sidecar.StoreRegister;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `postern authserver clients|grants list|revoke`: looks into the store, without a server.
final class StoreCommand implements Command {
    private static final int MOST = 1000;
    private static final Set<Option> OPTIONS = options();

    private final Terminal terminal;
    private final CommandSpec spec;
    private final BiPredicate<StoreRegister, ParseResult> work;

    private StoreCommand(Terminal terminal, CommandSpec spec, BiPredicate<StoreRegister, ParseResult> work) {
        this.terminal = terminal;
        this.spec = spec;
        this.work = work;
        OptionFlags.addTo(spec, OPTIONS);
    }

    /// What can be done about clients.
    static List<Command> ofClients(Terminal terminal) {
        CommandSpec list = spec(
                "list",
                "Lists the clients that registered, the newest first: id, time, and the name they gave themselves.");
        list.addOption(most());
        CommandSpec revoke = spec(
                "revoke",
                "Forgets a client and revokes every grant it has; of one with a metadata document, the grants.");
        revoke.addPositional(id("The client's id, or its metadata document's URL."));
        return List.of(
                new StoreCommand(terminal, list, (register, given) -> register.listClients(most(given))),
                new StoreCommand(terminal, revoke, (register, given) -> register.revokeClient(id(given))));
    }

    /// What can be done about grants.
    static List<Command> ofGrants(Terminal terminal) {
        CommandSpec list = spec(
                "list", "Lists what users granted, the newest first: id, time, subject, client, scopes, resources.");
        list.addOption(most());
        list.addOption(filter("--subject", "SUBJECT", "Only those of this user."));
        list.addOption(filter("--client", "ID", "Only those of this client."));
        CommandSpec revoke = spec("revoke", "Revokes a grant with all its refresh tokens.");
        revoke.addPositional(id("The grant's id, as list shows it."));
        return List.of(
                new StoreCommand(
                        terminal,
                        list,
                        (register, given) -> register.listGrants(
                                given.matchedOptionValue("--subject", null),
                                given.matchedOptionValue("--client", null),
                                most(given))),
                new StoreCommand(terminal, revoke, (register, given) -> register.revokeGrant(id(given))));
    }

    private static Set<Option> options() {
        Set<Option> options = EnumSet.of(Option.CONFIG);
        for (Option option : Option.values()) {
            if (option.group() == OptionGroup.STORE) {
                options.add(option);
            }
        }
        return options;
    }

    private static CommandSpec spec(String name, String description) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description);
        return spec;
    }

    private static OptionSpec most() {
        return OptionSpec.builder("--most")
                .paramLabel("COUNT")
                .type(int.class)
                .description("How many at most. Default: " + MOST + ".")
                .build();
    }

    private static int most(ParseResult given) {
        return Math.max(1, given.matchedOptionValue("--most", MOST));
    }

    private static OptionSpec filter(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    private static PositionalParamSpec id(String description) {
        return PositionalParamSpec.builder()
                .paramLabel("ID")
                .arity("1")
                .type(String.class)
                .description(description)
                .build();
    }

    private static String id(ParseResult given) {
        return given.matchedPositionalValue(0, "");
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult arguments) {
        GivenSettings settings = GivenSettings.of(OptionFlags.given(arguments), terminal.environment());
        return switch (settings.store()) {
            case StoreResult.Faulty(List<String> problems) -> refuse(problems);
            case StoreResult.None _ ->
                refuse(List.of("no store is named; expected %s %s or %s %s."
                        .formatted(
                                Option.DATA_DIR.flag(),
                                Option.DATA_DIR.example(),
                                Option.STORE_URL.flag(),
                                Option.STORE_URL.example())));
            case StoreResult.Named named -> {
                StoreRegister register =
                        new StoreRegister(named.store(), Clock.systemUTC(), terminal.out(), terminal.err());
                yield work.test(register, arguments) ? ExitCode.OK : ExitCode.FAILED;
            }
        };
    }

    private int refuse(List<String> problems) {
        problems.forEach(problem -> terminal.err().println("postern: " + problem));
        return ExitCode.USAGE;
    }
}
