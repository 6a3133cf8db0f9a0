package dev.postern.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The lines `name = value` of a configuration file.
///
/// @param values what they say
/// @param problems a sentence for each line that says nothing we know
public record ConfigFile(Map<Option, List<RawValue>> values, List<String> problems) {
    public static final ConfigFile NONE = new ConfigFile(Map.of(), List.of());

    public ConfigFile {
        values = Map.copyOf(values);
        problems = List.copyOf(problems);
    }

    /// Reads the lines.
    ///
    /// @param name of the file, for messages
    public static ConfigFile parse(String name, List<String> lines) {
        Map<Option, List<RawValue>> values = new EnumMap<>(Option.class);
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read(line, new Source.Line(name, i + 1), values, problems);
            }
        }
        return new ConfigFile(values, problems);
    }

    private static void read(String line, Source source, Map<Option, List<RawValue>> values, List<String> problems) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            problems.add(source + " has no \"=\"; expected name = value, for example upstream = "
                    + Option.UPSTREAM.example() + ".");
            return;
        }
        String name = line.substring(0, equals).strip();
        Optional<Option> option = Option.named(name).filter(known -> known != Option.CONFIG);
        if (option.isEmpty()) {
            problems.add(source + " names " + Quoted.of(name) + ", which is no option; did you mean \""
                    + Nearest.to(name) + "\"?");
            return;
        }
        String text = unquote(line.substring(equals + 1).strip());
        if (!text.isEmpty()) {
            values.computeIfAbsent(option.get(), _ -> new ArrayList<>()).add(new RawValue(text, source));
        }
    }

    private static String unquote(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
