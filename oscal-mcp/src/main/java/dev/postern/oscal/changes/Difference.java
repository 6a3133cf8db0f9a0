package dev.postern.oscal.changes;

import dev.postern.oscal.tree.Stopped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Text of one kind that is not the same before and after, by its lines.
///
/// @param similarity how many of the words both have, from 0 to 100
public record Difference(String what, List<String> removed, List<String> added, int similarity) {
    private static final int MOST_CELLS = 1_000_000;

    public Difference {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }

    /// Empty where they differ in blanks only.
    static Optional<Difference> of(String what, String before, String after) {
        return of(what, lines(before), lines(after));
    }

    static Optional<Difference> of(String what, List<String> before, List<String> after) {
        if (before.equals(after)) {
            return Optional.empty();
        }
        boolean[] keptBefore = new boolean[before.size()];
        boolean[] keptAfter = new boolean[after.size()];
        if ((long) before.size() * after.size() <= MOST_CELLS) {
            keep(before, after, keptBefore, keptAfter);
        }
        return Optional.of(
                new Difference(what, others(before, keptBefore), others(after, keptAfter), similarity(before, after)));
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /// Marks the longest sequence of lines that both have.
    private static void keep(List<String> before, List<String> after, boolean[] keptBefore, boolean[] keptAfter) {
        int[][] longest = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            Stopped.ifAsked();
            for (int j = after.size() - 1; j >= 0; j--) {
                longest[i][j] = before.get(i).equals(after.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < before.size() && j < after.size()) {
            if (before.get(i).equals(after.get(j))) {
                keptBefore[i++] = true;
                keptAfter[j++] = true;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
    }

    private static List<String> others(List<String> lines, boolean[] kept) {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!kept[i]) {
                others.add(lines.get(i));
            }
        }
        return others;
    }

    private static int similarity(List<String> before, List<String> after) {
        Set<String> one = words(before);
        Set<String> other = words(after);
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        int all = one.size() + other.size();
        return all == 0 ? 100 : 200 * both.size() / all;
    }

    private static Set<String> words(List<String> lines) {
        Set<String> words = new HashSet<>();
        for (String line : lines) {
            for (String word : line.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        }
        return words;
    }
}
