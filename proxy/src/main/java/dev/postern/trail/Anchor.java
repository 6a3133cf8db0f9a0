package dev.postern.trail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A record's number and hash, kept where who can write the files cannot.
public record Anchor(long seq, String hash) {
    private static final Pattern GRAMMAR = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-f]{64})");

    public static Optional<Anchor> read(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        return matcher.matches()
                ? Optional.of(new Anchor(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return seq + ":" + hash;
    }
}
