package dev.postern.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `postern serve` as picocli knows it.
final class ServeCommand implements Command {
    private final Serving serving;

    ServeCommand(Serving serving) {
        this.serving = serving;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("serve");
        spec.usageMessage()
                .description("Guards an MCP server: verifies access tokens and forwards what they allow.")
                .footer(
                        "",
                        "Each option is also a variable: --listen is POSTERN_LISTEN, and every --auth-... option also has",
                        "its OSCAL_AUTH_... name. A flag wins over the environment, that over the file named by --config.",
                        "A list is comma-separated, or the flag repeated. Durations: 500ms, 30s, 5m, 2h.",
                        "",
                        "  postern serve --upstream http://127.0.0.1:8000/mcp \\",
                        "      --auth-issuer-url https://id.example.com/realms/mcp \\",
                        "      --auth-resource-server-url https://mcp.example.com/mcp");
        OptionFlags.addTo(spec);
        return spec;
    }

    @Override
    public int run(ParseResult arguments) {
        return serving.run(OptionFlags.given(arguments));
    }
}
