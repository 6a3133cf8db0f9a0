package dev.postern.cli;

import dev.postern.config.ConfigFile;
import dev.postern.config.ConfigReader;
import dev.postern.config.ConfigResult;
import dev.postern.config.Option;
import dev.postern.config.RawValue;
import dev.postern.config.Settings;
import dev.postern.config.StoreResult;
import dev.postern.config.UnknownVariables;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of one call, out of its flags, its environment and the file they name.
///
/// @param settings put together by precedence
/// @param problems with what names no option
record GivenSettings(Settings settings, List<String> problems) {

    static GivenSettings of(Map<Option, List<String>> flags, Map<String, String> environment) {
        List<RawValue> named = Settings.of(flags, environment, Map.of()).get(Option.CONFIG);
        ConfigFile file = named.isEmpty() ? ConfigFile.NONE : read(named.getLast());
        List<String> problems = new ArrayList<>(UnknownVariables.problems(environment.keySet()));
        problems.addAll(file.problems());
        return new GivenSettings(Settings.of(flags, environment, file), problems);
    }

    private static ConfigFile read(RawValue name) {
        try {
            return ConfigFile.parse(name.text(), Files.readAllLines(Path.of(name.text())));
        } catch (NoSuchFileException _) {
            return unreadable(name, "does not exist");
        } catch (MalformedInputException _) {
            return unreadable(name, "is not a text in UTF-8");
        } catch (IOException | IllegalArgumentException _) {
            return unreadable(name, "cannot be read");
        }
    }

    private static ConfigFile unreadable(RawValue name, String why) {
        return ConfigFile.faulty("The file \"%s\" (%s) %s; expected lines like upstream = %s."
                .formatted(name.text(), name.source(), why, Option.UPSTREAM.example()));
    }

    /// The text of a file, empty where it cannot be read.
    static Optional<String> text(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The configuration they make, or every problem there is.
    ConfigResult read() {
        ConfigResult result = ConfigReader.read(settings, GivenSettings::text);
        if (problems.isEmpty()) {
            return result;
        }
        List<String> all = new ArrayList<>(problems);
        if (result instanceof ConfigResult.Faulty faulty) {
            all.addAll(faulty.problems());
        }
        return new ConfigResult.Faulty(all);
    }

    /// Where the authorization server's store is, or every problem there is.
    StoreResult store() {
        StoreResult result = ConfigReader.store(settings, GivenSettings::text);
        if (problems.isEmpty()) {
            return result;
        }
        List<String> all = new ArrayList<>(problems);
        if (result instanceof StoreResult.Faulty faulty) {
            all.addAll(faulty.problems());
        }
        return new StoreResult.Faulty(all);
    }
}
