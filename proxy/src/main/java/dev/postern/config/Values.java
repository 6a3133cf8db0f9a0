package dev.postern.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Reads values out of the settings and keeps a sentence for each that cannot be read.
final class Values {
    private final Settings settings;
    private final List<String> problems;

    Values(Settings settings) {
        this(settings, new ArrayList<>());
    }

    private Values(Settings settings, List<String> problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /// The values of a section, whose problems are told together with these.
    Values in(IssuerSection section) {
        return new Values(section.settings(settings), problems);
    }

    /// The sections of the file.
    List<IssuerSection> sections() {
        return settings.issuers();
    }

    /// The sentences, each once: some options are read in more than one place.
    List<String> problems() {
        return List.copyOf(new LinkedHashSet<>(problems));
    }

    void problem(String sentence) {
        problems.add(sentence);
    }

    boolean isGiven(Option option) {
        return !settings.get(option).isEmpty();
    }

    /// Whether somebody wrote it, rather than that it has its default.
    boolean isWritten(Option option) {
        return isGiven(option) && !(settings.get(option).getFirst().source() instanceof Source.Default);
    }

    /// The value of an option, empty where it is not given or cannot be read.
    <T> Optional<T> optional(Option option, Function<String, Parsed<T>> parser) {
        List<RawValue> given = settings.get(option);
        if (given.size() > 1) {
            problems.add(option.flag() + " is given " + given.size() + " times; it takes one value.");
            return Optional.empty();
        }
        return given.isEmpty() ? Optional.empty() : read(option, given.getFirst(), parser);
    }

    /// The value of an option that has a default; `instead` only where it cannot be read.
    <T> T one(Option option, Function<String, Parsed<T>> parser, T instead) {
        return optional(option, parser).orElse(instead);
    }

    /// The values of a list that can be read, each once, in the order given.
    <T> List<T> many(Option option, Function<String, Parsed<T>> parser) {
        LinkedHashSet<T> values = new LinkedHashSet<>();
        for (RawValue item : settings.items(option)) {
            read(option, item, parser).ifPresent(values::add);
        }
        return List.copyOf(values);
    }

    boolean isOn(Option option) {
        return one(option, Values::parseSwitch, false);
    }

    int count(Option option, int most) {
        return one(option, text -> parseCount(text, most), most);
    }

    <E extends Enum<E>> E oneOf(Option option, Class<E> type) {
        E[] constants = type.getEnumConstants();
        return one(option, text -> parseConstant(text, constants), constants[0]);
    }

    private <T> Optional<T> read(Option option, RawValue raw, Function<String, Parsed<T>> parser) {
        String text = raw.text().strip();
        return switch (text.isEmpty() ? new Parsed.Fault<T>("is empty") : parser.apply(text)) {
            case Parsed.Value<T>(T value) -> Optional.of(value);
            case Parsed.Fault<T>(String why) -> {
                problems.add(sentence(option, raw, why));
                yield Optional.empty();
            }
        };
    }

    private static String sentence(Option option, RawValue raw, String why) {
        String found = Quoted.of(raw.shown(option));
        String from = raw.source() instanceof Source.Flag ? "" : " (" + raw.source() + ")";
        return "%s%s is %s, which %s; expected for example %s."
                .formatted(option.flag(), from, found, why, option.example());
    }

    private static Parsed<Boolean> parseSwitch(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> new Parsed.Value<>(true);
            case "false" -> new Parsed.Value<>(false);
            default -> new Parsed.Fault<>("is neither true nor false");
        };
    }

    private static Parsed<Integer> parseCount(String text, int most) {
        boolean fits = text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most;
        return fits
                ? new Parsed.Value<>(Integer.parseInt(text))
                : new Parsed.Fault<>("is not a whole number from 1 to " + most);
    }

    private static <E extends Enum<E>> Parsed<E> parseConstant(String text, E[] constants) {
        List<String> names = new ArrayList<>();
        for (E constant : constants) {
            String name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equals(text)) {
                return new Parsed.Value<>(constant);
            }
            names.add(name);
        }
        return new Parsed.Fault<>("is not one of " + String.join(", ", names));
    }
}
