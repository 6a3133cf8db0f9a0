package dev.postern.authserver;

import dev.postern.config.AuthServerConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whom a token may be for (RFC 8707): the one resource we guard, by the spellings that clients have for it. Whatever
/// the spelling, the token names it as it is configured.
final class Resources {
    private final String resource;
    private final Set<String> spellings;

    Resources(AuthServerConfig config) {
        resource = config.resource().value();
        String origin = config.resource().origin().value();
        spellings = Set.of(resource, resource + "/").contains(origin)
                ? Set.of(resource, resource + "/")
                : Set.of(resource, resource + "/", origin, origin + "/");
    }

    /// The audiences of a token for these, empty where one of them is not ours.
    Optional<List<String>> audiences(List<String> asked) {
        return spellings.containsAll(asked) ? Optional.of(List.of(resource)) : Optional.empty();
    }
}
