package dev.postern.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Finds misspelt variables where a misspelling would weaken: a demand for a scope that nobody reads demands nothing.
public final class UnknownVariables {
    private static final Pattern OURS = Pattern.compile("(POSTERN|OSCAL)_AUTH_.*");

    /// What Kubernetes sets for a service of such a name.
    private static final Pattern OF_A_SERVICE = Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT.*|PORT|PORT_[0-9]+_.*)");

    private UnknownVariables() {}

    /// A sentence on each.
    public static List<String> problems(Collection<String> names) {
        Set<String> known = new HashSet<>();
        for (Option option : Option.values()) {
            known.addAll(option.environmentNames());
        }
        List<String> problems = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            if (OURS.matcher(name).matches()
                    && !known.contains(name)
                    && !OF_A_SERVICE.matcher(name).matches()) {
                problems.add("The variable " + name + " is no option; did you mean " + nearest(name) + "?");
            }
        }
        return problems;
    }

    private static String nearest(String name) {
        String prefix = name.substring(0, name.indexOf('_') + 1);
        return prefix + Nearest.to(name).toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
