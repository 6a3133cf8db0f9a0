package dev.postern.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Finds the name that a misspelt one was meant to be.
final class Nearest {
    /// What is longer is like no name that we know.
    private static final int LONGEST = 100;

    private Nearest() {}

    /// An option's.
    static String to(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^(--|postern-|oscal-)", "");
        List<String> options = new ArrayList<>();
        for (Option option : Option.values()) {
            if (option != Option.CONFIG) {
                options.add(option.optionName());
            }
        }
        return among(options, wanted);
    }

    /// One of these, of which there is at least one.
    static String among(List<String> known, String name) {
        String nearest = known.getFirst();
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(name.substring(0, Math.min(name.length(), LONGEST)), candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /// Levenshtein's: how many letters to insert, drop or change.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
