package dev.postern.oscal.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The flags of a call that leaves nothing to explain. Such a call does without picocli, whose classes are too old for
/// the JVM's cache and cost a quarter of a second of processor time.
final class PlainFlags {
    private static final Set<String> FOR_PICOCLI =
            Set.of("POSTERN_OSCAL_CONSTRAINTS_SECONDS", "POSTERN_OSCAL_CALL_TIMEOUT");
    private static final Set<String> NAMES = Set.of("transport", "port", "library");

    private PlainFlags() {}

    /// What to serve, as picocli would read it; empty where there is anything else, or anything is in doubt.
    static Optional<Serving> of(List<String> arguments, Map<String, String> environment) {
        return FOR_PICOCLI.stream().anyMatch(environment::containsKey)
                ? Optional.empty()
                : given(arguments).flatMap(given -> serving(given, environment));
    }

    private static Optional<Map<String, String>> given(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (!name.startsWith("--") || !NAMES.contains(name.substring(2)) || (equals < 0 && !rest.hasNext())) {
                return Optional.empty();
            }
            String value = equals < 0 ? rest.next() : word.substring(equals + 1);
            if (value.isBlank() || value.startsWith("-") || given.put(name.substring(2), value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(given);
    }

    private static Optional<Serving> serving(Map<String, String> given, Map<String, String> environment) {
        String transport = value("transport", given, environment, "http");
        String port = value("port", given, environment, "8000");
        Optional<Path> library = LibraryFolder.of(value("library", given, environment, ""), environment);
        return !transport.matches("stdio|http")
                        || !port.matches("\\d{1,5}")
                        || !library.stream().allMatch(Files::isDirectory)
                ? Optional.empty()
                : Optional.of(new Serving(Serving.Transport.valueOf(transport), Integer.parseInt(port), library));
    }

    private static String value(String name, Map<String, String> given, Map<String, String> environment, String other) {
        String variable = "POSTERN_OSCAL_" + name.toUpperCase(Locale.ROOT);
        return given.getOrDefault(name, environment.getOrDefault(variable, other));
    }
}
