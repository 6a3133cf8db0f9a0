package dev.postern.oscal.tree;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// The name that was probably meant.
public final class Suggestion {
    private static final int MOST_CHARACTERS = 100;

    private Suggestion() {}

    /// The nearest of the known names, where one is near: a few letters differ, or one is in the other.
    public static Optional<String> of(String given, Collection<String> known) {
        if (given.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        String wanted = plain(given);
        String best = "";
        int bestDistance = Math.max(2, wanted.length() / 3) + 1;
        for (String name : known) {
            Stopped.ifAsked();
            if (name.length() > MOST_CHARACTERS) {
                continue;
            }
            String candidate = plain(name);
            int distance = contains(candidate, wanted) ? 1 : distance(wanted, candidate, bestDistance);
            if (distance < bestDistance) {
                best = name;
                bestDistance = distance;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    private static boolean contains(String one, String other) {
        return !one.isEmpty() && other.length() > 2 && (one.contains(other) || other.contains(one));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(" ", "");
    }

    /// @param most what is of no use any more
    private static int distance(String one, String other, int most) {
        if (Math.abs(one.length() - other.length()) >= most) {
            return most;
        }
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int swap = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(swap, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[other.length()];
    }
}
