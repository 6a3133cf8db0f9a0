package dev.postern.config;

import java.util.Locale;

/// Whom of those who can log in at a provider we let in.
///
/// @param kind what is looked at
/// @param value what it must be, empty for everybody
public record AllowedUser(Kind kind, String value) {

    /// What is looked at.
    public enum Kind {
        /// Whoever has an account there.
        ANYONE,
        /// By what the provider knows them for good (`sub`; at GitHub the number).
        SUBJECT,
        /// At GitHub, by their name there.
        USER,
        /// By a verified e-mail address.
        EMAIL,
        /// By the domain of that address; at Google by the organization that has the account (`hd`).
        DOMAIN,
        /// One of the claim `groups`.
        GROUP,
        /// An organization at GitHub.
        ORG;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Parsed<AllowedUser> parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1).strip();
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(name)) {
                return value.isEmpty() == (kind == Kind.ANYONE)
                        ? new Parsed.Value<>(new AllowedUser(kind, value))
                        : new Parsed.Fault<>("is not complete");
            }
        }
        return new Parsed.Fault<>("says nothing that is known");
    }

    @Override
    public String toString() {
        return kind == Kind.ANYONE ? kind.word() : kind.word() + ":" + value;
    }
}
