package dev.postern.cli;

import dev.postern.config.Option;
import dev.postern.config.OptionGroup;
import dev.postern.config.OptionKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The table of options as flags, grouped, and back from what was given.
final class OptionFlags {
    private OptionFlags() {}

    static void addTo(CommandSpec spec) {
        addTo(spec, EnumSet.allOf(Option.class));
    }

    static void addTo(CommandSpec spec, Set<Option> options) {
        int order = 0;
        for (OptionGroup group : OptionGroup.values()) {
            ArgGroupSpec.Builder flags = ArgGroupSpec.builder()
                    .heading("%n" + group.heading() + ":%n")
                    .order(order++)
                    .exclusive(false)
                    .validate(false)
                    .multiplicity("0..1");
            boolean any = false;
            for (Option option : options) {
                if (option.group() == group && option.kind() != OptionKind.SECRET) {
                    flags.addArg(flag(option));
                    any = true;
                }
            }
            if (any) {
                spec.addArgGroup(flags.build());
            }
        }
    }

    private static OptionSpec flag(Option option) {
        OptionSpec.Builder flag = OptionSpec.builder(option.flag()).description(description(option));
        if (option.kind() == OptionKind.SWITCH) {
            return flag.type(boolean.class).arity("0").build();
        }
        return flag.type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(option.valueName())
                .build();
    }

    private static String description(Option option) {
        boolean tellsDefault =
                option.kind() != OptionKind.SWITCH && !option.defaultText().isEmpty();
        String text = option.meaning() + (tellsDefault ? " Default: " + option.defaultText() + "." : "");
        return text.replace("%", "%%");
    }

    /// What was given for each option, as often as it was given.
    static Map<Option, List<String>> given(ParseResult arguments) {
        Map<Option, List<String>> given = new EnumMap<>(Option.class);
        for (Option option : Option.values()) {
            if (arguments.hasMatchedOption(option.flag())) {
                OptionSpec flag = arguments.matchedOption(option.flag());
                given.put(option, option.kind() == OptionKind.SWITCH ? List.of("true") : flag.stringValues());
            }
        }
        return given;
    }
}
