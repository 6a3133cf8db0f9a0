package dev.postern.authserver.provider;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.postern.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an ID token says of its user, as much of it as our own tokens go on to tell.
///
/// @param subject for good
/// @param name what they are called
/// @param told as [User] has it
/// @param domain to which they belong, empty where that is not known
record IdTokenClaims(String subject, String name, JsonObject told, String domain) {
    private static final int MAX_SUBJECT = 255;
    private static final int MAX_TEXT = 256;
    private static final int MAX_GROUPS = 200;
    private static final List<String> NAMES = List.of("preferred_username", "email", "name");
    private static final List<String> GROUPS = List.of("groups", "cognito:groups", "roles");

    /// Empty where there is no subject, or more than a token can hold.
    ///
    /// @param hosted whether the provider tells in `hd` which organization has the account, as Google does
    static Optional<IdTokenClaims> of(JWTClaimsSet claims, boolean hosted) {
        String subject = claims.getSubject();
        Set<String> groups = groups(claims);
        if (!isKeepable(subject) || groups.size() > MAX_GROUPS) {
            return Optional.empty();
        }
        Map<String, Object> told = new LinkedHashMap<>();
        for (String name : NAMES) {
            String value = text(claims, name);
            if (value != null && (!name.equals("email") || isVerified(claims))) {
                told.put(name, value);
            }
        }
        if (!groups.isEmpty()) {
            told.put("groups", List.copyOf(groups));
        }
        String email = told.get("email") instanceof String address ? address : "";
        String hd = text(claims, "hd");
        // at Google an address was verified once, whoever employs its owner now
        String domain = hosted ? (hd == null ? "" : hd) : email.substring(email.lastIndexOf('@') + 1);
        return Optional.of(new IdTokenClaims(subject, name(claims, subject), new JsonObject(told), domain));
    }

    private static boolean isKeepable(@Nullable String subject) {
        return subject != null
                && !subject.isBlank()
                && subject.length() <= MAX_SUBJECT
                && subject.chars().noneMatch(Character::isISOControl);
    }

    /// Whoever may choose an address without anybody asking could choose another one's.
    private static boolean isVerified(JWTClaimsSet claims) {
        Object verified = claims.getClaim("email_verified");
        return Boolean.TRUE.equals(verified) || "true".equals(verified);
    }

    private static Set<String> groups(JWTClaimsSet claims) {
        Set<String> groups = new LinkedHashSet<>();
        for (String name : GROUPS) {
            if (claims.getClaim(name) instanceof List<?> list) {
                for (Object element : list) {
                    if (element instanceof String group && group.length() <= MAX_TEXT) {
                        groups.add(group);
                    }
                }
            }
        }
        return groups;
    }

    private static @Nullable String text(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text && !text.isBlank() && text.length() <= MAX_TEXT
                ? text
                : null;
    }

    private static String name(JWTClaimsSet claims, String subject) {
        for (String name : NAMES) {
            String value = text(claims, name);
            if (value != null) {
                return value;
            }
        }
        return subject;
    }
}
