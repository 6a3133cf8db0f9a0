package dev.postern.authserver.provider;

import dev.postern.config.AllowedUser;
import dev.postern.json.JsonObject;
import java.util.List;
import java.util.Locale;

/// Judges whom of a provider's users we let in.
final class Admission {
    private final List<AllowedUser> allowed;

    Admission(List<AllowedUser> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /// @param claims as [User] has them
    /// @param domain to which the user belongs, empty where none is known
    boolean admits(String subject, JsonObject claims, String domain) {
        for (AllowedUser one : allowed) {
            if (isOne(one, subject, claims, domain)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOne(AllowedUser one, String subject, JsonObject claims, String domain) {
        String value = one.value();
        return switch (one.kind()) {
            case ANYONE -> true;
            case SUBJECT -> value.equals(subject);
            case USER ->
                value.equalsIgnoreCase(claims.string("preferred_username").orElse(""));
            case EMAIL -> value.equalsIgnoreCase(claims.string("email").orElse(""));
            case DOMAIN -> value.equalsIgnoreCase(domain);
            case GROUP -> claims.strings("groups").orElse(List.of()).contains(value);
            case ORG -> claims.strings("groups").orElse(List.of()).contains(value.toLowerCase(Locale.ROOT));
        };
    }
}
