package dev.postern.config;

import static dev.postern.config.Option.AUTH_ALGORITHMS;
import static dev.postern.config.Option.AUTH_AUDIENCE;
import static dev.postern.config.Option.AUTH_CLAIMS;
import static dev.postern.config.Option.AUTH_CLOCK_SKEW;
import static dev.postern.config.Option.AUTH_INTROSPECTION_CLIENT_AUTHENTICATION;
import static dev.postern.config.Option.AUTH_INTROSPECTION_CLIENT_ID;
import static dev.postern.config.Option.AUTH_INTROSPECTION_CLIENT_SECRET;
import static dev.postern.config.Option.AUTH_INTROSPECTION_CLIENT_SECRET_FILE;
import static dev.postern.config.Option.AUTH_INTROSPECTION_KEY_FILE;
import static dev.postern.config.Option.AUTH_INTROSPECTION_KEY_ID;
import static dev.postern.config.Option.AUTH_INTROSPECTION_REMEMBER;
import static dev.postern.config.Option.AUTH_INTROSPECTION_SIGNED_ANSWERS;
import static dev.postern.config.Option.AUTH_INTROSPECTION_TOKENS;
import static dev.postern.config.Option.AUTH_INTROSPECTION_URL;
import static dev.postern.config.Option.AUTH_ISSUER_URL;
import static dev.postern.config.Option.AUTH_JWKS_URL;
import static dev.postern.config.Option.AUTH_PROVIDER;
import static dev.postern.config.Option.AUTH_REQUIRED_SCOPES;
import static dev.postern.config.Option.AUTH_SCOPE_NAMES;
import static dev.postern.config.Option.AUTH_TENANTS;
import static dev.postern.config.Option.AUTH_TOKEN_TYPE;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A section `[issuer name]` of a configuration file: one more trust entry, on its own terms.
///
/// @param title its line in brackets
/// @param source where it begins
/// @param values what its lines say
public record IssuerSection(String title, Source source, Map<Option, List<RawValue>> values) {
    /// How strict Postern is, which holds for every issuer unless its section says otherwise.
    static final Set<Option> INHERITED = Set.of(AUTH_TOKEN_TYPE, AUTH_CLOCK_SKEW);

    /// What is of one issuer and makes no sense without it.
    static final Set<Option> OF_ONE_ISSUER = EnumSet.of(
            AUTH_ISSUER_URL,
            AUTH_TENANTS,
            AUTH_AUDIENCE,
            AUTH_ALGORITHMS,
            AUTH_JWKS_URL,
            AUTH_PROVIDER,
            AUTH_CLAIMS,
            AUTH_SCOPE_NAMES,
            AUTH_INTROSPECTION_URL,
            AUTH_INTROSPECTION_CLIENT_ID,
            AUTH_INTROSPECTION_CLIENT_SECRET_FILE,
            AUTH_INTROSPECTION_CLIENT_SECRET,
            AUTH_INTROSPECTION_CLIENT_AUTHENTICATION,
            AUTH_INTROSPECTION_KEY_FILE,
            AUTH_INTROSPECTION_KEY_ID,
            AUTH_INTROSPECTION_SIGNED_ANSWERS,
            AUTH_INTROSPECTION_REMEMBER,
            AUTH_INTROSPECTION_TOKENS);

    public IssuerSection {
        values = Map.copyOf(values);
    }

    /// Whether such a line may stand in a section.
    static boolean takes(Option option) {
        return OF_ONE_ISSUER.contains(option) || INHERITED.contains(option) || option == AUTH_REQUIRED_SCOPES;
    }

    /// The settings of this section: its lines, what it inherits, and defaults.
    Settings settings(Settings outer) {
        Map<Option, List<RawValue>> given = new EnumMap<>(Option.class);
        for (Option option : INHERITED) {
            given.put(option, outer.get(option));
        }
        given.putAll(values);
        return Settings.of(Map.of(), Map.of(), given);
    }

    @Override
    public String toString() {
        return source + " " + title;
    }
}
