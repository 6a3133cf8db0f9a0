package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.postern.authserver.store.AuthorizationCode;
import dev.postern.authserver.store.CodeUse;
import dev.postern.authserver.store.Grant;
import dev.postern.authserver.store.RefreshToken;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.Store;
import dev.postern.config.AuthServerConfig;
import dev.postern.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Redeems an authorization code (RFC 6749 §4.1.3, RFC 7636 §4.6).
final class CodeGrant {
    private final AuthServerConfig config;
    private final Store store;
    private final Resources resources;
    private final IssuedTokens issued;
    private final ProviderSessions providers;
    private final Secrets secrets;
    private final InstantSource clock;

    CodeGrant(
            AuthServerConfig config,
            Store store,
            Resources resources,
            IssuedTokens issued,
            ProviderSessions providers,
            Secrets secrets,
            InstantSource clock) {
        this.config = config;
        this.store = store;
        this.resources = resources;
        this.issued = issued;
        this.providers = providers;
        this.secrets = secrets;
        this.clock = clock;
    }

    /// A verifier that cannot be one is a wrong one.
    static boolean verifierIsWellFormed(AuthRequest request) {
        return request.parameters().getOrDefault("code_verifier", List.of()).stream()
                .allMatch(verifier -> verifier.matches("[A-Za-z0-9._~-]{43,128}"));
    }

    static ErrorObject wrongVerifier() {
        return refusal("The code_verifier is missing or wrong");
    }

    AuthResponse answer(TokenQuestion question, AuthorizationCodeGrant grant) {
        SecretHash hash = SecretHash.of(grant.getAuthorizationCode().getValue());
        return switch (store.codes().redeem(hash, clock.instant())) {
            case CodeUse.Unknown() -> refuse(question, refusal("The code is not known, or has expired"));
            case CodeUse.Used(String grantId) -> {
                // somebody else has it too, and may have been first (RFC 6749 §4.1.2)
                store.grants().revoke(grantId);
                yield refuse(question, refusal("The code was used before"));
            }
            case CodeUse.Redeemed(AuthorizationCode code) -> redeem(question, grant, code);
        };
    }

    private AuthResponse redeem(TokenQuestion question, AuthorizationCodeGrant presented, AuthorizationCode code) {
        ErrorObject objection = objection(question, presented, code);
        if (objection != null) {
            store.grants().revoke(code.grantId());
            return refuse(question, objection);
        }
        Instant now = clock.instant();
        boolean refreshes = question.client().mayUse(GrantType.REFRESH_TOKEN)
                || code.scopes().values().contains(AccessTokens.OFFLINE_ACCESS);
        Instant end = now.plus(refreshes ? config.grantLifetime() : config.accessTokenLifetime());
        boolean alive = store.grants().extend(code.grantId(), now, end);
        Optional<Grant> grant = alive ? store.grants().find(code.grantId(), now) : Optional.empty();
        if (grant.isEmpty()) {
            return refuse(question, refusal("The grant was revoked"));
        }
        Optional<JsonObject> user = providers.claims(grant.get());
        if (user.isEmpty()) {
            store.grants().revoke(code.grantId());
            return refuse(question, loginEnded());
        }
        String refreshToken = refreshes ? secrets.secret() : null;
        if (refreshToken != null) {
            store.refreshTokens().add(new RefreshToken(SecretHash.of(refreshToken), code.grantId(), end));
        }
        return issued.of(grant.get(), user.get(), code.scopes(), refreshToken);
    }

    private @Nullable ErrorObject objection(
            TokenQuestion question, AuthorizationCodeGrant presented, AuthorizationCode code) {
        if (!code.clientId().equals(question.client().id())) {
            return refusal("The code was issued to another client");
        }
        String redirect = question.request().parameter("redirect_uri").orElse("");
        if (!redirect.equals(code.redirectUri())) {
            return refusal("The redirect_uri is not the one of the authorization request");
        }
        if (!isVerified(presented.getCodeVerifier(), code.challenge())) {
            return wrongVerifier();
        }
        Optional<List<String>> audiences = resources.audiences(question.resources());
        return audiences.isEmpty() || !code.resources().containsAll(audiences.get())
                ? OAuth2Error.INVALID_TARGET.setDescription("The code is not for this resource")
                : null;
    }

    private static boolean isVerified(@Nullable CodeVerifier verifier, String challenge) {
        return verifier != null
                && MessageDigest.isEqual(
                        CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                                .getValue()
                                .getBytes(StandardCharsets.US_ASCII),
                        challenge.getBytes(StandardCharsets.US_ASCII));
    }

    static ErrorObject loginEnded() {
        return refusal("The identity provider has ended the login");
    }

    static ErrorObject refusal(String description) {
        return OAuth2Error.INVALID_GRANT.setDescription(description);
    }

    private static AuthResponse refuse(TokenQuestion question, ErrorObject error) {
        return OAuthAnswers.error(question.request(), error);
    }
}
