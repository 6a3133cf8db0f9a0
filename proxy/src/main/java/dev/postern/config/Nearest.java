package dev.postern.config;

import java.util.Locale;

/// Finds the option that a misspelt name was meant to be.
final class Nearest {
    private Nearest() {}

    static String to(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^(--|postern-|oscal-)", "");
        String nearest = Option.UPSTREAM.optionName();
        int least = Integer.MAX_VALUE;
        for (Option option : Option.values()) {
            int distance = distance(wanted, option.optionName());
            if (option != Option.CONFIG && distance < least) {
                least = distance;
                nearest = option.optionName();
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
