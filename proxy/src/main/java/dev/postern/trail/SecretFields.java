package dev.postern.trail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which fields of a call's parameters are secret: by their names, or by where they are.
final class SecretFields {
    /// Stands for any element of an array.
    static final String ELEMENT = "[*]";

    private static final String ROOT = "$.params";
    private static final List<String> USUAL = List.of(
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "token",
            "apikey",
            "accesskey",
            "privatekey",
            "credential",
            "authorization",
            "cookie",
            "jwt");

    /// An authorization field's value, or a JWT, under whatever name.
    private static final Pattern TOKEN =
            Pattern.compile("(?i:bearer|basic|dpop) \\S+|eyJ[\\w-]*\\.[\\w-]+\\.[\\w-]*(?:\\.[\\w-]*){0,2}");

    private final List<String> names;
    private final List<List<String>> paths;

    private SecretFields(List<String> names, List<List<String>> paths) {
        this.names = List.copyOf(names);
        this.paths = List.copyOf(paths);
    }

    /// @param redacted fields besides the usual ones, as names or as paths that begin with `$.params`
    static SecretFields of(List<String> redacted) {
        List<String> names = new ArrayList<>(USUAL);
        List<List<String>> paths = new ArrayList<>();
        for (String field : redacted) {
            if (field.startsWith(ROOT)) {
                paths.add(List.of(field.substring(ROOT.length() + 1)
                        .replace(ELEMENT, "." + ELEMENT)
                        .split("\\.")));
            } else {
                names.add(plain(field));
            }
        }
        return new SecretFields(names, paths);
    }

    static List<String> below(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    /// Whether what is there is a secret.
    boolean has(List<String> path) {
        String name = plain(path.getLast());
        for (String secret : names) {
            if (name.contains(secret)) {
                return true;
            }
        }
        return paths.stream().anyMatch(secret -> matches(secret, path));
    }

    boolean isToken(String text) {
        return TOKEN.matcher(text).find();
    }

    private static boolean matches(List<String> pattern, List<String> path) {
        if (pattern.size() != path.size()) {
            return false;
        }
        for (int i = 0; i < pattern.size(); i++) {
            if (!pattern.get(i).equals("*") && !pattern.get(i).equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Letters and digits only, so that `api-key`, `apiKey` and `API_KEY` are one.
    private static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
