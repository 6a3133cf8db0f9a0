package dev.postern.testing;

import dev.postern.config.Config;
import dev.postern.config.ConfigReader;
import dev.postern.config.ConfigResult;
import dev.postern.config.Option;
import dev.postern.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Configurations as flags make them, on top of the three that are needed.
public final class GivenOptions {
    private final Map<Option, List<String>> flags = new EnumMap<>(Option.class);

    public GivenOptions() {
        with(Option.UPSTREAM, "http://127.0.0.1:1/mcp");
        with(Option.AUTH_ISSUER_URL, "https://issuer.example.com");
        with(Option.AUTH_RESOURCE_SERVER_URL, TestGate.RESOURCE);
    }

    /// The same and this.
    public GivenOptions with(Option option, String text) {
        flags.put(option, List.of(text));
        return this;
    }

    /// What they make, where they are good.
    public Config config() {
        return switch (read()) {
            case ConfigResult.Complete complete -> complete.config();
            case ConfigResult.Faulty faulty -> throw new AssertionError(faulty);
        };
    }

    /// What is wrong with them.
    public List<String> problems() {
        return switch (read()) {
            case ConfigResult.Complete complete -> throw new AssertionError(complete);
            case ConfigResult.Faulty faulty -> faulty.problems();
        };
    }

    private ConfigResult read() {
        return ConfigReader.read(Settings.of(flags, Map.of(), Map.of()), file -> {
            try {
                return Optional.of(Files.readString(Path.of(file)));
            } catch (IOException _) {
                return Optional.empty();
            }
        });
    }
}
