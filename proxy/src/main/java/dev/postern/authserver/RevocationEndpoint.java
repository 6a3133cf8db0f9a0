package dev.postern.authserver;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.Ticket;
import dev.postern.authserver.store.TicketKind;
import dev.postern.config.AuthServerConfig;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// `/revoke` (RFC 7009): a refresh token ends its whole grant, an access token itself. A token that is unknown, or
/// another client's, is answered as one that is revoked now.
final class RevocationEndpoint implements Endpoint {
    static final String PATH = "/revoke";

    private final AuthServerConfig config;
    private final ClientAuthenticator authenticator;
    private final Store store;
    private final AccessTokens accessTokens;
    private final InstantSource clock;

    RevocationEndpoint(
            AuthServerConfig config,
            ClientAuthenticator authenticator,
            Store store,
            AccessTokens accessTokens,
            InstantSource clock) {
        this.config = config;
        this.authenticator = authenticator;
        this.store = store;
        this.accessTokens = accessTokens;
        this.clock = clock;
    }

    @Override
    public AuthResponse answer(AuthRequest request) {
        Optional<String> token = request.parameter("token").filter(value -> !value.isBlank());
        return switch (authenticator.authenticate(HttpForm.of(request, config.url(PATH)))) {
            case ClientAuthenticator.Finding.Refused refused -> OAuthAnswers.error(request, refused.error());
            case ClientAuthenticator.Finding.Known(Client client) -> {
                if (token.isEmpty()) {
                    yield OAuthAnswers.error(
                            request, OAuth2Error.INVALID_REQUEST.setDescription("Expected one token parameter"));
                }
                revoke(client, token.get());
                yield AuthResponse.json(200, Map.of());
            }
        };
    }

    private void revoke(Client client, String token) {
        Optional<Grant> grant = store.refreshTokens().find(SecretHash.of(token), clock.instant());
        if (grant.isPresent()) {
            if (grant.get().clientId().equals(client.id())) {
                store.grants().revoke(grant.get().id());
            }
            return;
        }
        Optional<JWTClaimsSet> claims =
                accessTokens.read(token).filter(read -> client.id().equals(read.getClaim("client_id")));
        claims.ifPresent(read -> store.tickets()
                .add(
                        new Ticket(
                                TicketKind.REVOKED,
                                SecretHash.of(read.getJWTID()),
                                read.getJWTID(),
                                read.getExpirationTime().toInstant()),
                        clock.instant()));
    }
}
