package dev.postern.cli;

import dev.postern.config.ConfigReader;
import dev.postern.config.ConfigResult;
import dev.postern.config.Settings;
import dev.postern.training.Practice;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/// `postern train`: serves for some seconds on loopback, for nobody, and ends. The launcher and the image have the JVM
/// watch it with `-XX:AOTCacheOutput`, and start faster with what it noted down.
final class TrainingRun {
    static final String COMMAND = "train";

    /// The name of the thread that ends a training which does not end.
    static final String LIMIT = "training-limit";

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Terminal terminal;
    private final Gate.Starter gates;

    TrainingRun(Terminal terminal, Gate.Starter gates) {
        this.terminal = terminal;
        this.gates = gates;
    }

    /// Trains and tells the exit code.
    int run() {
        Thread limit = Thread.ofPlatform().daemon().name(LIMIT).start(TrainingRun::endInTime);
        try (Practice practice = new Practice(Clock.systemUTC());
                Gate gate = start(practice)) {
            practice.run(gate.publicAddress(), gate.opsAddress());
            return ExitCode.OK;
        } catch (IOException | GeneralSecurityException e) {
            terminal.fail("The training run failed: " + e.getMessage(), e);
            return ExitCode.FAILED;
        } finally {
            limit.interrupt();
        }
    }

    /// By the same way as serve, but without a look at the environment, which is about another gate.
    private Gate start(Practice practice) throws IOException {
        Settings settings = Settings.of(PlainFlags.of(practice.flags()).orElse(Map.of()), Map.of(), Map.of());
        return switch (ConfigReader.read(settings)) {
            case ConfigResult.Complete complete -> gates.start(complete.config());
            case ConfigResult.Faulty faulty -> throw new IOException(String.join(" ", faulty.problems()));
        };
    }

    private static void endInTime() {
        try {
            Thread.sleep(LONGEST);
            Runtime.getRuntime().halt(ExitCode.FAILED);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
