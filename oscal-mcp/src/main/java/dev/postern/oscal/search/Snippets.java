package dev.postern.oscal.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;

/// The piece of a text where most of the words stand.
final class Snippets {
    private static final int LENGTH = 240;
    private static final int MOST = 200;

    private final Analyzer analyzer;

    private record Match(int start, int end, String term) {}

    Snippets(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    /// @param terms as the analyzer makes them of words
    String of(String text, Set<String> terms) {
        List<Match> matches = matches(text, terms);
        int best = 0;
        int most = -1;
        for (int i = 0; i < matches.size(); i++) {
            int start = matches.get(i).start();
            Set<String> near = new HashSet<>();
            for (int j = i; j < matches.size() && matches.get(j).end() <= start + LENGTH; j++) {
                near.add(matches.get(j).term());
            }
            if (near.size() > most) {
                most = near.size();
                best = start;
            }
        }
        return cut(text, Math.max(0, best - 30));
    }

    private static String cut(String text, int from) {
        int start = from == 0 ? 0 : text.indexOf(' ', from) + 1;
        int end = Math.min(text.length(), start + LENGTH);
        if (end < text.length()) {
            int blank = text.lastIndexOf(' ', end);
            end = blank > start ? blank : end;
        }
        String piece = text.substring(start, end).replaceAll("\\s+", " ").strip();
        return (start > 0 ? "… " : "") + piece + (end < text.length() ? " …" : "");
    }

    /// Endings are all that the analyzer changes in a word, so only words that begin like a term are given to it.
    private List<Match> matches(String text, Set<String> wanted) {
        List<String> terms = List.copyOf(wanted);
        List<Match> matches = new ArrayList<>();
        Map<String, String> known = new HashMap<>();
        int end = 0;
        for (int at = 0; at < text.length() && matches.size() < MOST; at = end + 1) {
            end = at;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            if (end > at && beginsLikeOne(text, at, terms)) {
                String term = known.computeIfAbsent(text.substring(at, end), this::term);
                if (wanted.contains(term)) {
                    matches.add(new Match(at, end, term));
                }
            }
        }
        return matches;
    }

    private static boolean beginsLikeOne(String text, int at, List<String> terms) {
        char first = Character.toLowerCase(text.charAt(at));
        for (int i = 0; i < terms.size(); i++) {
            String term = terms.get(i);
            int same = Math.clamp(term.length() - 1, 1, 4);
            if (first == term.charAt(0) && text.regionMatches(true, at, term, 0, same)) {
                return true;
            }
        }
        return false;
    }

    private String term(String word) {
        List<String> terms = QueryReader.terms(analyzer, word);
        return terms.isEmpty() ? "" : terms.getFirst();
    }
}
