package dev.postern.config;

import java.util.Locale;

/// Where something of a token's claims is read: `client=azp`.
///
/// @param what is read there
/// @param claim the name of the claim
record ClaimName(What what, String claim) {

    /// What can be read elsewhere than usual.
    enum What {
        SUBJECT,
        CLIENT,
        SCOPES,
        ROLES
    }

    static Parsed<ClaimName> parse(String text) {
        int equals = text.indexOf('=');
        String name = text.substring(0, Math.max(0, equals)).strip();
        String claim = text.substring(equals + 1).strip();
        for (What what : What.values()) {
            if (what.name().toLowerCase(Locale.ROOT).equals(name) && !claim.isEmpty()) {
                return new Parsed.Value<>(new ClaimName(what, claim));
            }
        }
        return new Parsed.Fault<>("is not subject, client, scopes or roles, then =, then the name of a claim");
    }
}
