package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import dev.postern.config.AuthServerConfig;
import java.util.List;

/// `/token`: authenticates the client, then leaves it to the grant (RFC 6749 §3.2).
final class TokenEndpoint implements Endpoint {
    static final String PATH = "/token";

    private final AuthServerConfig config;
    private final ClientAuthenticator authenticator;
    private final CodeGrant codes;
    private final RefreshGrant refresh;
    private final ClientCredentials credentials;
    private final AssertionGrant assertions;

    TokenEndpoint(
            AuthServerConfig config,
            ClientAuthenticator authenticator,
            CodeGrant codes,
            RefreshGrant refresh,
            ClientCredentials credentials,
            AssertionGrant assertions) {
        this.config = config;
        this.authenticator = authenticator;
        this.codes = codes;
        this.refresh = refresh;
        this.credentials = credentials;
        this.assertions = assertions;
    }

    @Override
    public AuthResponse answer(AuthRequest request) {
        if (!request.isForm()) {
            return OAuthAnswers.error(
                    request, OAuth2Error.INVALID_REQUEST.setDescription("Expected a form, URL-encoded"));
        }
        HTTPRequest form = HttpForm.of(request, config.url(PATH));
        return switch (authenticator.authenticate(form)) {
            case ClientAuthenticator.Finding.Refused refused -> OAuthAnswers.error(request, refused.error());
            case ClientAuthenticator.Finding.Known(Client client) -> grant(request, form, client);
        };
    }

    private AuthResponse grant(AuthRequest request, HTTPRequest form, Client client) {
        List<String> types = request.parameters().getOrDefault("grant_type", List.of());
        if (types.size() == 1 && !mayUse(client, types.getFirst())) {
            return OAuthAnswers.error(request, unusable(types.getFirst()));
        }
        if (!CodeGrant.verifierIsWellFormed(request)) {
            return OAuthAnswers.error(request, CodeGrant.wrongVerifier());
        }
        TokenRequest parsed;
        try {
            parsed = TokenRequest.parse(form);
        } catch (ParseException e) {
            return OAuthAnswers.error(request, e.getErrorObject());
        } catch (IllegalArgumentException e) {
            // the library says so where a value cannot even be held
            return OAuthAnswers.error(request, OAuth2Error.INVALID_REQUEST);
        }
        AuthorizationGrant grant = parsed.getAuthorizationGrant();
        TokenQuestion question = new TokenQuestion(request, client, parsed.getScope(), resources(request));
        return switch (grant) {
            case AuthorizationCodeGrant code -> codes.answer(question, code);
            case RefreshTokenGrant token ->
                refresh.answer(question, token.getRefreshToken().getValue());
            case ClientCredentialsGrant _ -> credentials.answer(question);
            case JWTBearerGrant assertion -> assertions.answer(question, assertion.getJWTAssertion());
            default -> OAuthAnswers.error(request, OAuth2Error.UNSUPPORTED_GRANT_TYPE);
        };
    }

    /// Who was given a refresh token may use it.
    private static boolean mayUse(Client client, String type) {
        return client.grantTypes().stream().anyMatch(known -> known.getValue().equals(type))
                || (type.equals(GrantType.REFRESH_TOKEN.getValue()) && client.mayUse(GrantType.AUTHORIZATION_CODE));
    }

    private static ErrorObject unusable(String type) {
        List<String> known = ServerMetadata.GRANT_TYPES;
        return known.contains(type)
                ? OAuth2Error.UNAUTHORIZED_CLIENT.setDescription("The client is not registered for this grant type")
                : OAuth2Error.UNSUPPORTED_GRANT_TYPE;
    }

    private static List<String> resources(AuthRequest request) {
        return request.parameters().getOrDefault("resource", List.of()).stream()
                .filter(resource -> !resource.isBlank())
                .toList();
    }
}
