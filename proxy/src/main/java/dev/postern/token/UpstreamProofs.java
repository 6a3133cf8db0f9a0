package dev.postern.token;

import dev.postern.config.Config;
import dev.postern.config.UpstreamCredential;
import dev.postern.outbound.IssuerClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// By what the upstream can tell that a request comes from Postern, and for whom.
///
/// @param assertions of who the caller is, null where none are signed
/// @param credentials for `Authorization`, null where it gets none
public record UpstreamProofs(
        @Nullable IdentityAssertions assertions, @Nullable UpstreamCredentials credentials) {
    public static final UpstreamProofs NONE = new UpstreamProofs(null, null);

    /// Those that the configuration asks for.
    public static UpstreamProofs of(Config config, IssuerClient client, Clock clock) {
        IdentityAssertions assertions = config.identity().assertion() == null
                ? null
                : new IdentityAssertions(
                        config.identity().assertion(),
                        config.identity().headers(),
                        config.resource().uri(),
                        config.upstream().url(),
                        clock);
        UpstreamCredentials credentials = switch (config.identity().credential()) {
            case UpstreamCredential.None() -> null;
            case UpstreamCredential.InFile(String path) -> new CredentialFile(Path.of(path), System::nanoTime);
            case UpstreamCredential.Exchanged exchanged ->
                new TokenExchange(exchanged, config.trust().getFirst().issuer(), client, clock);
        };
        return new UpstreamProofs(assertions, credentials);
    }

    /// What is published of them, by path.
    public Map<String, String> documents() {
        return assertions == null ? Map.of() : Map.of(IdentityAssertions.KEYS_PATH, assertions.keySet());
    }
}
