package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import dev.postern.config.AuthServerConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Sends a user back to the client, always saying who we are (RFC 9207).
final class AuthorizationAnswers {
    private final Issuer issuer;

    AuthorizationAnswers(AuthServerConfig config) {
        issuer = new Issuer(config.issuer().value());
    }

    AuthResponse code(PendingAuthorization pending, String code) {
        URI location = new AuthorizationSuccessResponse(
                        URI.create(pending.target()),
                        new AuthorizationCode(code),
                        null,
                        state(pending.state()),
                        issuer,
                        ResponseMode.QUERY)
                .toURI();
        return AuthResponse.redirect(location.toString());
    }

    AuthResponse error(PendingAuthorization pending, ErrorObject error) {
        return error(pending.target(), pending.state(), error);
    }

    AuthResponse error(String target, @Nullable String state, ErrorObject error) {
        URI location = new AuthorizationErrorResponse(
                        URI.create(target), error, state(state), issuer, ResponseMode.QUERY)
                .toURI();
        return AuthResponse.redirect(location.toString());
    }

    private static @Nullable State state(@Nullable String state) {
        return state == null || state.isBlank() ? null : new State(state);
    }
}
