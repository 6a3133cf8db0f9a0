package dev.postern.config;

/// A pattern for names: `*` stands for any characters, `/` among them, `?` for one, and `\` takes the meaning of the
/// character behind it. Letters are compared as they are.
///
/// @param pattern as it was written
public record Glob(String pattern) {
    private static final char ESCAPE = '\\';

    public Glob {
        if (!fault(pattern).isEmpty()) {
            throw new IllegalArgumentException("a glob that " + fault(pattern));
        }
    }

    /// What is wrong with it, as a clause; empty where nothing is.
    static String fault(String pattern) {
        if (pattern.isEmpty()) {
            return "is empty";
        }
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == ESCAPE) {
                i++;
                if (i == pattern.length() || "*?\\".indexOf(pattern.charAt(i)) < 0) {
                    return "has a \\ that is before none of *, ? and \\";
                }
            } else if (pattern.startsWith("**", i)) {
                return "has two * in a row, where one stands for / too";
            }
        }
        return "";
    }

    /// Whether the whole name is of this form.
    public boolean matches(String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int from = 0;
        while (n < name.length()) {
            if (isStar(p)) {
                star = p++;
                from = n;
            } else if (p < pattern.length() && takes(p, name, n)) {
                n += width(p, name, n);
                p = after(p);
            } else if (star >= 0) {
                p = star + 1;
                n = ++from;
            } else {
                return false;
            }
        }
        while (isStar(p)) {
            p++;
        }
        return p == pattern.length();
    }

    private boolean isStar(int p) {
        return p < pattern.length() && pattern.charAt(p) == '*';
    }

    private boolean takes(int p, String name, int n) {
        char wanted = pattern.charAt(p);
        if (wanted == '?') {
            return true;
        }
        return (wanted == ESCAPE ? pattern.charAt(p + 1) : wanted) == name.charAt(n);
    }

    /// One character may be two of Java's.
    private int width(int p, String name, int n) {
        return pattern.charAt(p) == '?' ? Character.charCount(name.codePointAt(n)) : 1;
    }

    private int after(int p) {
        return p + (pattern.charAt(p) == ESCAPE ? 2 : 1);
    }

    @Override
    public String toString() {
        return pattern;
    }
}
