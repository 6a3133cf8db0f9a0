package dev.postern.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The lines `name = value` of a configuration file, and its sections.
///
/// @param values what the lines before the first section say
/// @param issuers the sections, each one more trust entry
/// @param problems a sentence for each line that says nothing we know
public record ConfigFile(Map<Option, List<RawValue>> values, List<IssuerSection> issuers, List<String> problems) {
    public static final ConfigFile NONE = new ConfigFile(Map.of(), List.of(), List.of());

    public ConfigFile {
        values = Map.copyOf(values);
        issuers = List.copyOf(issuers);
        problems = List.copyOf(problems);
    }

    /// A file that cannot be read.
    public static ConfigFile faulty(String problem) {
        return new ConfigFile(Map.of(), List.of(), List.of(problem));
    }

    /// Reads the lines.
    ///
    /// @param name of the file, for messages
    public static ConfigFile parse(String name, List<String> lines) {
        Reader reader = new Reader(name);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                reader.read(line, new Source.Line(name, i + 1));
            }
        }
        return reader.file();
    }

    /// A file as far as it was read.
    private static final class Reader {
        private final Map<Option, List<RawValue>> values = new EnumMap<>(Option.class);
        private final List<IssuerSection> sections = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private Map<Option, List<RawValue>> current = values;
        private String title = "";
        private Source begin;

        Reader(String name) {
            begin = new Source.Line(name, 0);
        }

        ConfigFile file() {
            endSection();
            return new ConfigFile(values, sections, problems);
        }

        void read(String line, Source source) {
            if (line.startsWith("[")) {
                beginSection(line, source);
                return;
            }
            int equals = line.indexOf('=');
            if (equals < 0) {
                problems.add(source + " has no \"=\"; expected name = value, for example upstream = "
                        + Option.UPSTREAM.example() + ".");
                return;
            }
            String name = line.substring(0, equals).strip();
            String text = unquote(line.substring(equals + 1).strip());
            Option.named(name)
                    .filter(known -> known != Option.CONFIG)
                    .ifPresentOrElse(
                            option -> put(option, text, source),
                            () -> problems.add(source + " names " + Quoted.of(name)
                                    + ", which is no option; did you mean \"" + Nearest.to(name) + "\"?"));
        }

        private void beginSection(String line, Source source) {
            endSection();
            if (!line.matches("\\[issuer( +[A-Za-z0-9._-]{1,64})?]")) {
                problems.add(source + " begins the section " + Quoted.of(line)
                        + "; expected [issuer] or [issuer name], the name in letters, digits, dots and dashes.");
            }
            title = line;
            begin = source;
            current = new EnumMap<>(Option.class);
        }

        private void endSection() {
            if (!title.isEmpty()) {
                sections.add(new IssuerSection(title, begin, current));
            }
        }

        private void put(Option option, String text, Source source) {
            if (!title.isEmpty() && !IssuerSection.takes(option)) {
                problems.add("%s has %s in the section %s, but it is not of one issuer; expected it before the first "
                                .formatted(source, option.optionName(), title)
                        + "section.");
            } else if (!text.isEmpty()) {
                current.computeIfAbsent(option, _ -> new ArrayList<>()).add(new RawValue(text, source));
            }
        }

        private static String unquote(String text) {
            boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
            return quoted ? text.substring(1, text.length() - 1) : text;
        }
    }
}
