package dev.postern.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The commands of `postern` with all their flags and help: finds the one that was meant and runs it.
final class Commands {
    private static final int WIDTH = 100;

    private final Terminal terminal;
    private final CommandLine commandLine;
    private final Map<CommandSpec, Command> commands = new HashMap<>();

    Commands(Terminal terminal, String version, Gate.Starter gates) {
        this.terminal = terminal;
        CommandSpec config = CommandSpec.create().name("config");
        config.usageMessage().description("Shows the configuration that serve would run with.");
        add(config, new ConfigShowCommand(terminal));
        CommandSpec root = root(version);
        add(root, new ServeCommand(new Serving(terminal, gates)));
        add(root, new DemoCommand(terminal, gates));
        root.addSubcommand("config", config);
        root.addSubcommand("policy", policy());
        CommandSpec audit = CommandSpec.create().name("audit");
        audit.usageMessage().description("Looks after audit records.");
        add(audit, new AuditVerifyCommand(terminal));
        root.addSubcommand("audit", audit);
        add(root, new HealthCommand(terminal));
        addClient(root);
        root.addSubcommand("authserver", authserver());
        this.commandLine = new CommandLine(root);
        configure(commandLine);
    }

    private void addClient(CommandSpec root) {
        add(root, new LoginCommand(terminal));
        Command token = new TokenCommand(terminal);
        CommandSpec spec = token.spec();
        root.addSubcommand(spec.name(), spec);
        commands.put(spec, token);
        add(spec, new TokenInspectCommand(terminal));
        add(root, new CallCommand(terminal));
        add(root, new LogoutCommand(terminal));
    }

    private CommandSpec policy() {
        CommandSpec policy = CommandSpec.create().name("policy");
        policy.usageMessage().description("Checks and explains policy files.");
        add(policy, new PolicyCheckCommand(terminal));
        add(policy, new PolicyExplainCommand(terminal));
        add(policy, new PolicySchemaCommand(terminal));
        return policy;
    }

    private CommandSpec authserver() {
        CommandSpec clients = CommandSpec.create().name("clients");
        clients.usageMessage().description("The clients that registered.");
        StoreCommand.ofClients(terminal).forEach(command -> add(clients, command));
        CommandSpec grants = CommandSpec.create().name("grants");
        grants.usageMessage().description("What users let clients do.");
        StoreCommand.ofGrants(terminal).forEach(command -> add(grants, command));
        CommandSpec authserver = CommandSpec.create().name("authserver");
        authserver.usageMessage().description("Looks after the authorization server: its users, clients and grants.");
        add(authserver, new HashPasswordCommand(terminal));
        authserver.addSubcommand("clients", clients);
        authserver.addSubcommand("grants", grants);
        return authserver;
    }

    private static CommandSpec root(String version) {
        CommandSpec root = CommandSpec.create().name("postern").version("postern " + version);
        root.usageMessage()
                .description(
                        "The guarded side gate to any MCP server: a reverse proxy that verifies OAuth access tokens.")
                .synopsisSubcommandLabel(
                        "[serve | demo | config show | policy check | audit verify | health | login | token | token inspect | call | logout | authserver ...]")
                .footer(
                        "",
                        "postern --upstream ... is short for postern serve --upstream ...; postern serve --help has the options.");
        return root;
    }

    private void add(CommandSpec parent, Command command) {
        CommandSpec spec = command.spec();
        parent.addSubcommand(spec.name(), spec);
        commands.put(spec, command);
    }

    private static void configure(CommandLine commandLine) {
        commandLine.setUsageHelpWidth(WIDTH);
        commandLine.setExpandAtFiles(false);
        commandLine.setOverwrittenOptionsAllowed(true);
        commandLine.setAllowOptionsAsOptionParameters(false);
        commandLine.setUsageHelpLongOptionsMaxWidth(32);
        configureHelp(commandLine);
    }

    private static void configureHelp(CommandLine commandLine) {
        CommandSpec spec = commandLine.getCommandSpec();
        spec.usageMessage().sortOptions(false).abbreviateSynopsis(true);
        spec.mixinStandardHelpOptions(true);
        commandLine.getSubcommands().values().forEach(Commands::configureHelp);
    }

    /// Runs the command and tells the exit code.
    int run(List<String> arguments) {
        try {
            ParseResult parsed = commandLine.parseArgs(withDefault(arguments));
            ParseResult last = parsed;
            while (last.hasSubcommand()) {
                last = last.subcommand();
            }
            return help(last) ? ExitCode.OK : dispatch(last);
        } catch (ParameterException e) {
            return explain(e);
        }
    }

    private static String[] withDefault(List<String> arguments) {
        String first = arguments.isEmpty() ? "--" : arguments.getFirst();
        boolean ofServe = first.startsWith("-")
                && !List.of("-h", "--help", "-V", "--version").contains(first);
        if (!ofServe) {
            return arguments.toArray(String[]::new);
        }
        String[] all = new String[arguments.size() + 1];
        all[0] = "serve";
        for (int i = 0; i < arguments.size(); i++) {
            all[i + 1] = arguments.get(i);
        }
        return all;
    }

    private boolean help(ParseResult parsed) {
        CommandLine asked = parsed.commandSpec().commandLine();
        if (parsed.isVersionHelpRequested()) {
            commandLine.printVersionHelp(terminal.out());
            return true;
        }
        if (parsed.isUsageHelpRequested()) {
            asked.usage(terminal.out());
            return true;
        }
        return false;
    }

    private int dispatch(ParseResult parsed) {
        Command command = commands.get(parsed.commandSpec());
        if (command == null) {
            parsed.commandSpec().commandLine().usage(terminal.err());
            return ExitCode.USAGE;
        }
        return command.run(parsed);
    }

    private int explain(ParameterException e) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println("postern: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, terminal.err());
        terminal.err().println("See " + name + " --help.");
        return ExitCode.USAGE;
    }
}
