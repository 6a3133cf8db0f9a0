package dev.postern.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What was written for each option, by precedence: flag, environment, file, default. A higher source replaces the
/// lower one whole.
public final class Settings {
    private final Map<Option, List<RawValue>> values;
    private final List<IssuerSection> issuers;

    private Settings(Map<Option, List<RawValue>> values, List<IssuerSection> issuers) {
        this.values = values;
        this.issuers = issuers;
    }

    /// Puts the sources together, with the sections of the file.
    public static Settings of(Map<Option, List<String>> flags, Map<String, String> environment, ConfigFile file) {
        return new Settings(of(flags, environment, file.values()).values, file.issuers());
    }

    /// The sections of the file, each a trust entry besides the one that the options here describe.
    public List<IssuerSection> issuers() {
        return issuers;
    }

    /// Puts the sources together.
    ///
    /// @param flags by option, as often as each was given
    /// @param environment the process's variables
    /// @param file the lines of the configuration file
    public static Settings of(
            Map<Option, List<String>> flags, Map<String, String> environment, Map<Option, List<RawValue>> file) {
        Map<Option, List<RawValue>> values = new EnumMap<>(Option.class);
        for (Option option : Option.values()) {
            List<RawValue> given = fromFlags(option, flags);
            if (given.isEmpty()) {
                given = fromEnvironment(option, environment);
            }
            if (given.isEmpty()) {
                given = file.getOrDefault(option, List.of());
            }
            if (given.isEmpty() && !option.defaultText().isEmpty()) {
                given = List.of(new RawValue(option.defaultText(), new Source.Default()));
            }
            values.put(option, List.copyOf(given));
        }
        return new Settings(values, List.of());
    }

    private static List<RawValue> fromFlags(Option option, Map<Option, List<String>> flags) {
        return flags.getOrDefault(option, List.of()).stream()
                .map(text -> new RawValue(text, new Source.Flag(option.flag())))
                .toList();
    }

    private static List<RawValue> fromEnvironment(Option option, Map<String, String> environment) {
        for (String name : option.environmentNames()) {
            String text = environment.getOrDefault(name, "");
            if (!text.isBlank()) {
                return List.of(new RawValue(text, new Source.Environment(name)));
            }
        }
        return List.of();
    }

    /// What was written for the option, empty where nothing was and it has no default.
    public List<RawValue> get(Option option) {
        return values.getOrDefault(option, List.of());
    }

    /// The single values of a list, split at commas.
    public List<RawValue> items(Option option) {
        return get(option).stream()
                .map(Settings::split)
                .flatMap(Collection::stream)
                .toList();
    }

    private static List<RawValue> split(RawValue value) {
        List<RawValue> items = new ArrayList<>();
        for (String item : value.text().split(",", -1)) {
            if (!item.isBlank()) {
                items.add(new RawValue(item.strip(), value.source()));
            }
        }
        return items;
    }
}
