package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.postern.config.AuthServerConfig;
import dev.postern.oauth.Scopes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tokens for a client that acts for itself (RFC 6749 §4.4). Only a client that the operator entered may: whoever
/// registered itself would let itself in.
final class ClientCredentials {
    private final AuthServerConfig config;
    private final Resources resources;
    private final IssuedTokens issued;

    ClientCredentials(AuthServerConfig config, Resources resources, IssuedTokens issued) {
        this.config = config;
        this.resources = resources;
        this.issued = issued;
    }

    AuthResponse answer(TokenQuestion question) {
        Client client = question.client();
        if (client.isPublic() || client.origin() != Client.Origin.CONFIGURED) {
            return OAuthAnswers.error(question.request(), OAuth2Error.UNAUTHORIZED_CLIENT);
        }
        Optional<List<String>> audiences = resources.audiences(question.resources());
        if (audiences.isEmpty()) {
            return OAuthAnswers.error(question.request(), OAuth2Error.INVALID_TARGET);
        }
        Set<String> asked = new LinkedHashSet<>(
                question.scope() == null ? List.of() : question.scope().toStringList());
        // some clients ask for it everywhere; there is nothing to refresh
        asked.remove(AccessTokens.OFFLINE_ACCESS);
        Scopes most = client.atMost(config.scopes());
        if (!most.values().containsAll(asked)) {
            return OAuthAnswers.error(question.request(), OAuth2Error.INVALID_SCOPE);
        }
        Scopes scopes = asked.isEmpty() ? most : Scopes.of(asked);
        return issued.of(client, client.id(), scopes, audiences.get());
    }
}
