package dev.postern.trail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a record of a chained file says of its place, in its last members.
///
/// @param seq which one it is, from 1
/// @param prev the hash of the one before it
/// @param hash its own
record Link(long seq, String prev, String hash) {
    /// What the first record follows.
    static final Link BEGIN = new Link(0, "", "0".repeat(64));

    private static final Pattern MEMBERS =
            Pattern.compile(",\"seq\":([1-9][0-9]{0,17}),\"prev\":\"([0-9a-f]{64})\",\"hash\":\"([0-9a-f]{64})\"}");
    private static final int LONGEST = 200 + 2 * 64;
    private static final int HASH_MEMBER = ",\"hash\":\"\"}".length() + 64;

    /// The record after this one: its link, and the line that has it.
    Sealed seal(String line, ChainHash hash) {
        String body = line.substring(0, line.length() - 1) + ",\"seq\":" + (seq + 1) + ",\"prev\":\"" + this.hash + '"';
        String own = hash.of(body);
        return new Sealed(new Link(seq + 1, this.hash, own), body + ",\"hash\":\"" + own + "\"}");
    }

    /// A record with its link.
    record Sealed(Link link, String line) {}

    /// The link of a line, empty where it has none. No string within the line can look like it: its quotes are escaped.
    static Optional<Link> read(String line) {
        Matcher members = MEMBERS.matcher(line).region(Math.max(0, line.length() - LONGEST), line.length());
        while (members.find()) {
            if (members.end() == line.length()) {
                return Optional.of(new Link(Long.parseLong(members.group(1)), members.group(2), members.group(3)));
            }
        }
        return Optional.empty();
    }

    /// Whether the line is what its hash was made of.
    boolean isOf(String line, ChainHash function) {
        return function.of(line.substring(0, line.length() - HASH_MEMBER)).equals(hash);
    }
}
