package dev.postern.cli;

import dev.postern.login.CallResult;
import dev.postern.login.LoginException;
import dev.postern.login.McpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `postern call`: one method of an MCP server, with the token of an earlier login.
final class CallCommand implements Command {
    private final Terminal terminal;

    CallCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("call");
        spec.usageMessage()
                .description(
                        "Calls a method of an MCP server and prints its result as JSON. Ends with 0 where there is a"
                                + " result, else with 1, also where a tool says that it failed.");
        ClientFlags.addUrl(spec, "1");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("METHOD")
                .index("1")
                .arity("1")
                .type(String.class)
                .description("For example tools/list.")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("JSON")
                .index("2")
                .arity("0..1")
                .type(String.class)
                .description("Its parameters, for example '{\"name\":\"about\"}'; - reads them from standard input.")
                .build());
        spec.addOption(OptionSpec.builder("--header")
                .paramLabel("NAME:VALUE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .description("A header field to send besides; may be repeated.")
                .build());
        ClientFlags.addNumber(spec, "--timeout", "SECONDS", "How long to wait for the answer. Default: 300.");
        ClientFlags.addPerson(spec);
        return spec;
    }

    @Override
    public int run(ParseResult arguments) {
        try (McpClient client = ClientFlags.client(arguments, terminal)) {
            CallResult result = client.call(
                    arguments.matchedPositionalValue(1, ""),
                    params(arguments.matchedPositionalValue(2, "{}")),
                    headers(arguments.matchedOptionValue("--header", List.<String>of())),
                    ClientFlags.person(arguments),
                    ClientFlags.seconds(arguments, "--timeout"));
            (result.isResult() ? terminal.out() : terminal.err()).println(result.json());
            return result.isError() ? ExitCode.FAILED : ExitCode.OK;
        } catch (LoginException e) {
            return ClientFlags.failed(terminal, e);
        }
    }

    private String params(String given) throws LoginException {
        if (!given.equals("-")) {
            return given;
        }
        try {
            return new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LoginException("Standard input cannot be read.", e);
        }
    }

    private static Map<String, String> headers(List<String> given) throws LoginException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String field : given) {
            int colon = field.indexOf(':');
            String name = colon < 1 ? "" : field.substring(0, colon).strip();
            if (name.isEmpty() || name.equalsIgnoreCase("Authorization")) {
                throw new LoginException("--header is a name and a value, as in --header 'X-Tenant: blue'; the"
                        + " Authorization is that of postern login.");
            }
            headers.put(name, field.substring(colon + 1).strip());
        }
        return headers;
    }
}
