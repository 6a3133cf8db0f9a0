package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import dev.postern.authserver.store.Grant;
import dev.postern.json.JsonObject;
import dev.postern.oauth.Scopes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the tokens of a grant into an answer (RFC 6749 §5.1).
final class IssuedTokens {
    private final AccessTokens accessTokens;

    IssuedTokens(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    /// @param user what is told of the user
    AuthResponse of(Grant grant, JsonObject user, Scopes scopes, @Nullable String refreshToken) {
        String token =
                accessTokens.issue(grant.id(), grant.subject(), user, grant.clientId(), scopes, grant.resources());
        return answer(token, scopes, refreshToken);
    }

    /// A token for a client that acts for itself.
    AuthResponse of(Client client, String subject, Scopes scopes, List<String> resources) {
        return answer(accessTokens.issue("", subject, JsonObject.EMPTY, client.id(), scopes, resources), scopes, null);
    }

    private AuthResponse answer(String token, Scopes scopes, @Nullable String refreshToken) {
        Scope scope = scopes.isEmpty() ? null : Scope.parse(List.copyOf(scopes.values()));
        BearerAccessToken access =
                new BearerAccessToken(token, accessTokens.lifetime().toSeconds(), scope);
        Tokens tokens = new Tokens(access, refreshToken == null ? null : new RefreshToken(refreshToken));
        return AuthResponse.json(200, new AccessTokenResponse(tokens).toJSONObject());
    }
}
