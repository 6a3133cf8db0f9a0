package dev.postern.cli;

import dev.postern.config.Option;
import dev.postern.config.OptionKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The flags of a call that leaves nothing to explain. Such a call does without picocli, which costs more to load than
/// all else that serve does before it listens.
final class PlainFlags {
    private PlainFlags() {}

    /// What was given for each option, as picocli would read it; empty where help is asked for, or anything is in
    /// doubt.
    static Optional<Map<Option, List<String>>> of(List<String> arguments) {
        Map<Option, List<String>> given = new EnumMap<>(Option.class);
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            int equals = word.indexOf('=');
            Option option = flag(equals < 0 ? word : word.substring(0, equals));
            if (option == null || (option.kind() == OptionKind.SWITCH && equals >= 0)) {
                return Optional.empty();
            }
            String value = value(option, word.substring(equals + 1), equals >= 0, rest);
            if (value.isEmpty() || value.startsWith("-")) {
                return Optional.empty();
            }
            put(given, option, value);
        }
        return Optional.of(given);
    }

    private static void put(Map<Option, List<String>> given, Option option, String value) {
        List<String> values = given.computeIfAbsent(option, _ -> new ArrayList<>());
        if (option.kind() != OptionKind.SWITCH || values.isEmpty()) {
            values.add(value);
        }
    }

    private static String value(Option option, String attached, boolean isAttached, Iterator<String> rest) {
        if (option.kind() == OptionKind.SWITCH) {
            return "true";
        }
        if (isAttached) {
            return attached;
        }
        return rest.hasNext() ? rest.next() : "";
    }

    private static @Nullable Option flag(String word) {
        if (!word.startsWith("--")) {
            return null;
        }
        return Option.named(word.substring(2))
                .filter(option -> option.kind() != OptionKind.SECRET)
                .orElse(null);
    }
}
