package dev.postern.cli;

import dev.postern.config.Addresses;
import dev.postern.config.Config;
import dev.postern.config.ConfigResult;
import dev.postern.config.Option;
import dev.postern.config.TrustEntry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/// What `postern serve` does, once its flags are read: guards an MCP server until it is stopped.
final class Serving {
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
    private static final String NO_AUTH =
            "WARNING: --insecure-no-auth: every request is let through, nobody is asked for a token.";

    private final Terminal terminal;
    private final Gate.Starter gates;

    Serving(Terminal terminal, Gate.Starter gates) {
        this.terminal = terminal;
        this.gates = gates;
    }

    /// Serves and tells the exit code.
    int run(Map<Option, List<String>> flags) {
        return switch (GivenSettings.of(flags, terminal.environment()).read()) {
            case ConfigResult.Faulty faulty -> Faults.print(faulty, terminal);
            case ConfigResult.Complete complete -> serve(complete);
        };
    }

    private int serve(ConfigResult.Complete complete) {
        Gate gate;
        try {
            gate = gates.start(complete.config());
        } catch (IOException e) {
            terminal.fail(String.valueOf(e.getMessage()), e);
            return ExitCode.FAILED;
        }
        announce(complete.config(), gate, complete.warnings());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gate, complete.config()), "stop"));
        waitForEver(complete.config().insecureNoAuth());
        return ExitCode.OK;
    }

    private void announce(Config config, Gate gate, List<String> warnings) {
        String issuers = config.trust().stream()
                .map(TrustEntry::issuer)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        terminal.err()
                .println("Postern guards " + config.upstream().url() + " as "
                        + config.resource().uri() + (issuers.isEmpty() ? "" : " with tokens of " + issuers));
        terminal.err().println("Listening on http://" + Addresses.print(gate.publicAddress()));
        InetSocketAddress ops = gate.opsAddress();
        terminal.err()
                .println("Health, readiness and metrics on http://" + Addresses.print(ops)
                        + "/healthz /readyz /metrics");
        for (String warning : warnings) {
            terminal.err().println("WARNING: " + warning);
        }
    }

    private void stop(Gate gate, Config config) {
        terminal.err()
                .println("Stopping; requests in flight have "
                        + config.listener().drainTimeout().toSeconds() + " s to end");
        gate.close();
        terminal.err().println("Stopped");
    }

    private void waitForEver(boolean insecureNoAuth) {
        try {
            while (insecureNoAuth) {
                terminal.err().println(NO_AUTH);
                Thread.sleep(BETWEEN_WARNINGS);
            }
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
