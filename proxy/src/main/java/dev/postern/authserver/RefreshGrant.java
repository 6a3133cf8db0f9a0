package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.RefreshToken;
import dev.postern.authserver.store.Rotation;
import dev.postern.authserver.store.Seal;
import dev.postern.authserver.store.Sealed;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.Store;
import dev.postern.config.AuthServerConfig;
import dev.postern.json.JsonObject;
import dev.postern.oauth.Scopes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Refreshes (RFC 6749 §6): each refresh token is replaced at its use (RFC 9700 §4.14.2). A client that did not get our
/// answer, or asks from two places at once, gets the same answer again for a while.
final class RefreshGrant {
    private static final String PURPOSE = "token answer";

    private final AuthServerConfig config;
    private final Store store;
    private final Resources resources;
    private final IssuedTokens issued;
    private final ProviderSessions providers;
    private final Seal seal;
    private final Secrets secrets;
    private final InstantSource clock;

    RefreshGrant(
            AuthServerConfig config,
            Store store,
            Resources resources,
            IssuedTokens issued,
            ProviderSessions providers,
            Seal seal,
            Secrets secrets,
            InstantSource clock) {
        this.config = config;
        this.store = store;
        this.resources = resources;
        this.issued = issued;
        this.providers = providers;
        this.seal = seal;
        this.secrets = secrets;
        this.clock = clock;
    }

    AuthResponse answer(TokenQuestion question, String token) {
        SecretHash presented = SecretHash.of(token);
        Optional<Grant> found = store.refreshTokens()
                .find(presented, clock.instant())
                .filter(grant -> grant.clientId().equals(question.client().id()));
        if (found.isEmpty()) {
            return refuse(question, CodeGrant.refusal("The refresh token is not known, has expired or was revoked"));
        }
        Grant grant = found.get();
        Optional<List<String>> audiences = resources.audiences(question.resources());
        if (audiences.isEmpty() || !grant.resources().containsAll(audiences.get())) {
            return refuse(question, OAuth2Error.INVALID_TARGET.setDescription("The grant is not for this resource"));
        }
        Optional<Scopes> scopes = narrowed(grant.scopes(), question.scope());
        if (scopes.isEmpty()) {
            return refuse(question, OAuth2Error.INVALID_SCOPE.setDescription("More than was granted"));
        }
        return askProvider(question, grant, scopes.get(), presented);
    }

    /// Before anything is replaced: whoever gets no answer may come again with what it has.
    private AuthResponse askProvider(TokenQuestion question, Grant grant, Scopes scopes, SecretHash presented) {
        return switch (providers.renew(grant)) {
            case ProviderSessions.Renewal.Alive(JsonObject user) -> rotate(question, grant, user, scopes, presented);
            case ProviderSessions.Renewal.Unavailable() ->
                AuthResponse.error(503, "temporarily_unavailable", "The login provider cannot be asked at the moment")
                        .with("Retry-After", "5");
            case ProviderSessions.Renewal.Ended() -> {
                store.grants().revoke(grant.id());
                yield refuse(question, CodeGrant.loginEnded());
            }
        };
    }

    private AuthResponse rotate(
            TokenQuestion question, Grant grant, JsonObject user, Scopes scopes, SecretHash presented) {
        Instant now = clock.instant();
        String next = secrets.secret();
        AuthResponse answer = issued.of(grant, user, scopes, next);
        Rotation rotation = store.refreshTokens()
                .rotate(
                        presented,
                        new RefreshToken(SecretHash.of(next), grant.id(), grant.expires()),
                        seal.seal(answer.body(), PURPOSE),
                        now,
                        config.refreshGrace());
        return switch (rotation) {
            case Rotation.Rotated() -> answer;
            case Rotation.Repeated(Sealed before) ->
                seal.open(before, PURPOSE)
                        .map(body -> AuthResponse.text(200, "application/json", body))
                        .orElseGet(() -> refuse(question, CodeGrant.refusal("The refresh token was used before")));
            case Rotation.Reused(String _) ->
                refuse(question, CodeGrant.refusal("The refresh token was used before; its grant is revoked"));
            case Rotation.Unknown() ->
                refuse(question, CodeGrant.refusal("The refresh token is not known, has expired or was revoked"));
        };
    }

    private static Optional<Scopes> narrowed(Scopes granted, @Nullable Scope asked) {
        if (asked == null || asked.isEmpty()) {
            return Optional.of(granted);
        }
        List<String> wanted = asked.toStringList();
        return granted.values().containsAll(wanted) ? Optional.of(Scopes.of(wanted)) : Optional.empty();
    }

    private static AuthResponse refuse(TokenQuestion question, ErrorObject error) {
        return OAuthAnswers.error(question.request(), error);
    }
}
