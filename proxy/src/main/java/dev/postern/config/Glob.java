package dev.postern.config;

import java.util.Arrays;

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

    /// Whether every name of the other form is of this one. It may say no where the answer is hard to find.
    public boolean covers(Glob other) {
        return new Tokens(this).covers(new Tokens(other));
    }

    /// Whether there may be a name of both forms.
    public boolean meets(Glob other) {
        return new Tokens(this).meets(new Tokens(other));
    }

    /// A pattern as a row of characters, of which some stand for others.
    private static final class Tokens {
        private static final int STAR = -1;
        private static final int ANY = -2;

        private final int[] row;

        Tokens(Glob glob) {
            String pattern = glob.pattern();
            int[] all = new int[pattern.length()];
            int count = 0;
            for (int i = 0; i < pattern.length(); i += Character.charCount(pattern.codePointAt(i))) {
                int c = pattern.codePointAt(i);
                if (c == ESCAPE) {
                    i++;
                    c = pattern.charAt(i);
                } else if (c == '*' || c == '?') {
                    c = c == '*' ? STAR : ANY;
                }
                all[count++] = c;
            }
            row = Arrays.copyOf(all, count);
        }

        /// From behind: what is true of the rest of both.
        boolean covers(Tokens other) {
            boolean[][] covered = new boolean[row.length + 1][other.row.length + 1];
            for (int i = row.length; i >= 0; i--) {
                for (int j = other.row.length; j >= 0; j--) {
                    if (i == row.length) {
                        covered[i][j] = j == other.row.length;
                    } else if (row[i] == STAR) {
                        covered[i][j] = covered[i + 1][j] || (j < other.row.length && covered[i][j + 1]);
                    } else {
                        covered[i][j] = j < other.row.length
                                && other.row[j] != STAR
                                && (row[i] == ANY || row[i] == other.row[j])
                                && covered[i + 1][j + 1];
                    }
                }
            }
            return covered[0][0];
        }

        boolean meets(Tokens other) {
            boolean[][] met = new boolean[row.length + 1][other.row.length + 1];
            for (int i = row.length; i >= 0; i--) {
                for (int j = other.row.length; j >= 0; j--) {
                    boolean more = i < row.length;
                    boolean otherMore = j < other.row.length;
                    if (!more && !otherMore) {
                        met[i][j] = true;
                    } else if ((more && row[i] == STAR) || (otherMore && other.row[j] == STAR)) {
                        boolean mine = more && row[i] == STAR;
                        met[i][j] = mine
                                ? met[i + 1][j] || (otherMore && met[i][j + 1])
                                : met[i][j + 1] || (more && met[i + 1][j]);
                    } else {
                        met[i][j] = more && otherMore && same(row[i], other.row[j]) && met[i + 1][j + 1];
                    }
                }
            }
            return met[0][0];
        }

        private static boolean same(int a, int b) {
            return a == ANY || b == ANY || a == b;
        }
    }

    @Override
    public String toString() {
        return pattern;
    }
}
