package dev.postern.authserver;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.TicketKind;
import dev.postern.config.AuthServerConfig;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

/// `/introspect` (RFC 7662) for other services: who asks must be a client with a secret or a key, and is told of access
/// tokens; of refresh tokens only those that are its own.
final class IntrospectionEndpoint implements Endpoint {
    static final String PATH = "/introspect";

    private final AuthServerConfig config;
    private final ClientAuthenticator authenticator;
    private final Store store;
    private final AccessTokens accessTokens;
    private final InstantSource clock;

    IntrospectionEndpoint(
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
            case ClientAuthenticator.Finding.Known(Client client)
            when client.isPublic() -> OAuthAnswers.error(request, OAuth2Error.INVALID_CLIENT);
            case ClientAuthenticator.Finding.Known(Client client) ->
                token.map(value -> AuthResponse.json(200, tell(client, value).toJSONObject()))
                        .orElseGet(() -> OAuthAnswers.error(
                                request, OAuth2Error.INVALID_REQUEST.setDescription("Expected one token parameter")));
        };
    }

    private TokenIntrospectionSuccessResponse tell(Client client, String token) {
        Optional<JWTClaimsSet> claims = accessTokens.read(token).filter(this::isAlive);
        if (claims.isPresent()) {
            return describe(claims.get());
        }
        return store.refreshTokens()
                .find(SecretHash.of(token), clock.instant())
                .filter(grant -> grant.clientId().equals(client.id()))
                .map(IntrospectionEndpoint::describe)
                .orElseGet(() -> new TokenIntrospectionSuccessResponse.Builder(false).build());
    }

    private boolean isAlive(JWTClaimsSet claims) {
        String grantId = AccessTokens.grantOf(claims);
        boolean revoked = store.tickets()
                .find(TicketKind.REVOKED, SecretHash.of(claims.getJWTID()), clock.instant())
                .isPresent();
        return !revoked
                && (grantId.isEmpty()
                        || store.grants().find(grantId, clock.instant()).isPresent());
    }

    private TokenIntrospectionSuccessResponse describe(JWTClaimsSet claims) {
        TokenIntrospectionSuccessResponse.Builder answer = new TokenIntrospectionSuccessResponse.Builder(true)
                .issuer(new Issuer(config.issuer().value()))
                .subject(new Subject(claims.getSubject()))
                .audience(Audience.create(claims.getAudience()))
                .clientID(new ClientID(String.valueOf(claims.getClaim("client_id"))))
                .tokenType(AccessTokenType.BEARER)
                .issueTime(claims.getIssueTime())
                .expirationTime(claims.getExpirationTime())
                .jwtID(new JWTID(claims.getJWTID()));
        Object scope = claims.getClaim("scope");
        return scope == null
                ? answer.build()
                : answer.scope(Scope.parse(scope.toString())).build();
    }

    private static TokenIntrospectionSuccessResponse describe(Grant grant) {
        return new TokenIntrospectionSuccessResponse.Builder(true)
                .subject(new Subject(grant.subject()))
                .clientID(new ClientID(grant.clientId()))
                .expirationTime(Date.from(grant.expires()))
                .build();
    }
}
