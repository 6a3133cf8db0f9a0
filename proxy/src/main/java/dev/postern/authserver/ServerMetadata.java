package dev.postern.authserver;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import dev.postern.authserver.provider.Signatures;
import dev.postern.config.AuthServerConfig;
import dev.postern.config.OperatorClient;
import dev.postern.oauth.Scopes;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What clients can find out about us (RFC 8414 §2): one document at all the places where they look.
final class ServerMetadata {
    /// Those the token endpoint knows.
    static final List<String> GRANT_TYPES = List.of(
            GrantType.AUTHORIZATION_CODE.getValue(),
            GrantType.REFRESH_TOKEN.getValue(),
            GrantType.CLIENT_CREDENTIALS.getValue(),
            GrantType.JWT_BEARER.getValue());
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";
    private static final List<ClientAuthenticationMethod> METHODS = List.of(
            ClientAuthenticationMethod.NONE,
            ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
            ClientAuthenticationMethod.CLIENT_SECRET_POST,
            ClientAuthenticationMethod.PRIVATE_KEY_JWT);

    private final AuthServerConfig config;
    private final boolean documents;

    /// @param documents whether clients may be known by a metadata document
    ServerMetadata(AuthServerConfig config, boolean documents) {
        this.config = config;
        this.documents = documents;
    }

    /// Where it is: at the root, with our own path and the resource's behind the well-known part, and, as OpenID
    /// Connect has it, behind our path. Some clients look where the MCP endpoint is, whatever its metadata says.
    Set<String> paths() {
        Set<String> paths = new LinkedHashSet<>();
        String resourcePath =
                config.resource().path().equals("/") ? "" : config.resource().path();
        for (String wellKnown : List.of(OAUTH, OPENID)) {
            paths.add(wellKnown);
            paths.add(wellKnown + config.basePath());
            paths.add(wellKnown + resourcePath);
        }
        paths.add(config.basePath() + OPENID);
        return paths;
    }

    Map<String, Object> document() {
        AuthorizationServerMetadata metadata =
                new AuthorizationServerMetadata(new Issuer(config.issuer().value()));
        metadata.setAuthorizationEndpointURI(uri(AuthorizeEndpoint.PATH));
        metadata.setTokenEndpointURI(uri(TokenEndpoint.PATH));
        metadata.setRegistrationEndpointURI(uri(RegistrationEndpoint.PATH));
        metadata.setRevocationEndpointURI(uri(RevocationEndpoint.PATH));
        metadata.setIntrospectionEndpointURI(uri(IntrospectionEndpoint.PATH));
        metadata.setJWKSetURI(uri("/jwks"));
        Scopes scopes = config.scopes().and(Scopes.of(List.of(AccessTokens.OFFLINE_ACCESS)));
        metadata.setScopes(Scope.parse(List.copyOf(scopes.values())));
        metadata.setResponseTypes(List.of(ResponseType.CODE));
        metadata.setResponseModes(List.of(ResponseMode.QUERY));
        metadata.setGrantTypes(grantTypes());
        metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
        metadata.setTokenEndpointAuthMethods(METHODS);
        metadata.setTokenEndpointJWSAlgs(Signatures.ALGORITHMS);
        metadata.setRevocationEndpointAuthMethods(METHODS);
        metadata.setRevocationEndpointJWSAlgs(Signatures.ALGORITHMS);
        metadata.setIntrospectionEndpointAuthMethods(METHODS.subList(1, METHODS.size()));
        metadata.setIntrospectionEndpointJWSAlgs(Signatures.ALGORITHMS);
        metadata.setSupportsAuthorizationResponseIssuerParam(true);
        Map<String, Object> members = metadata.toJSONObject();
        if (documents) {
            members.put("client_id_metadata_document_supported", true);
        }
        if (!config.clients().assertionIssuers().isEmpty()) {
            members.put("authorization_grant_profiles_supported", List.of(AssertionGrant.PROFILE));
        }
        // what OpenID Connect's form of the document requires, though we issue no ID tokens
        members.put("subject_types_supported", List.of("public"));
        members.put("id_token_signing_alg_values_supported", List.of(JWSAlgorithm.ES256.getName()));
        return members;
    }

    /// Those that somebody can use: nobody can register for the last two.
    private List<GrantType> grantTypes() {
        List<GrantType> types = new ArrayList<>(List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
        boolean alone = config.clients().entered().stream()
                .anyMatch(client -> client.grantTypes().contains(OperatorClient.CLIENT_CREDENTIALS));
        if (alone) {
            types.add(GrantType.CLIENT_CREDENTIALS);
        }
        if (!config.clients().assertionIssuers().isEmpty()) {
            types.add(GrantType.JWT_BEARER);
        }
        return types;
    }

    private URI uri(String path) {
        return URI.create(config.url(path));
    }
}
