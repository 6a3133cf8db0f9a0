package dev.postern.login;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads `WWW-Authenticate` by RFC 9110 §11.6.1: challenges and their parameters in one list of commas, with blanks
/// around `=` as some servers write it. What cannot be read is passed over.
final class ChallengeScanner {

    /// One challenge.
    ///
    /// @param parameters by name in lower case; the first of several with one name
    record Scheme(String name, Map<String, String> parameters) {}

    private final String text;
    private int at;

    ChallengeScanner(String text) {
        this.text = text;
    }

    List<Scheme> schemes() {
        List<Scheme> schemes = new ArrayList<>();
        while (skip(", \t")) {
            String word = token();
            if (word.isEmpty()) {
                at++;
                continue;
            }
            boolean parameter = isParameter();
            if (parameter && !schemes.isEmpty()) {
                at++;
                skip(" \t");
                schemes.getLast().parameters().putIfAbsent(word.toLowerCase(Locale.ROOT), value());
            } else if (!parameter) {
                schemes.add(new Scheme(word, new LinkedHashMap<>()));
            }
        }
        return schemes;
    }

    private boolean isParameter() {
        int begin = at;
        skip(" \t");
        if (at < text.length() && text.charAt(at) == '=') {
            return true;
        }
        at = begin;
        return false;
    }

    private String value() {
        if (at >= text.length() || text.charAt(at) != '"') {
            return until(", \t");
        }
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        at++;
        return value.toString();
    }

    private String token() {
        return until(", \t=\"");
    }

    private String until(String ends) {
        int begin = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(begin, at);
    }

    /// Whether anything is left behind these characters.
    private boolean skip(String characters) {
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length();
    }
}
