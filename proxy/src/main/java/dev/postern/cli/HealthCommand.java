package dev.postern.cli;

import dev.postern.config.Addresses;
import dev.postern.config.ConfigReader;
import dev.postern.config.Option;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `postern health`: asks a running Postern how it is, for an image without curl.
final class HealthCommand implements Command {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Terminal terminal;

    HealthCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("health");
        spec.usageMessage()
                .description("Asks a running Postern whether it is alive: exit code 0 where it is, 1 where it is not.");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("URL")
                .arity("0..1")
                .type(String.class)
                .description("What to ask. Default: /healthz at --ops-listen.")
                .build());
        OptionFlags.addTo(spec);
        return spec;
    }

    @Override
    public int run(ParseResult arguments) {
        String url = arguments.matchedPositionalValue(0, "");
        if (url.isEmpty()) {
            url = ConfigReader.opsAddress(GivenSettings.of(OptionFlags.given(arguments), terminal.environment())
                            .settings())
                    .map(HealthCommand::urlAt)
                    .orElse("");
        }
        if (!url.startsWith("http://")) {
            terminal.err()
                    .println("postern: there is nothing to ask; expected for example postern health http://"
                            + Option.OPS_LISTEN.example() + "/healthz.");
            return ExitCode.USAGE;
        }
        return ask(url);
    }

    private static String urlAt(InetSocketAddress address) {
        // A listener on every address is asked on loopback.
        InetSocketAddress asked = address.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
                : address;
        return "http://" + Addresses.print(asked) + "/healthz";
    }

    private int ask(String url) {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            terminal.out().println(response.body().strip());
            return response.statusCode() == 200 ? ExitCode.OK : ExitCode.FAILED;
        } catch (IOException | IllegalArgumentException e) {
            terminal.fail(url + " does not answer.", e);
            return ExitCode.FAILED;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }
}
