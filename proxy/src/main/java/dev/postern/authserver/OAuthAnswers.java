package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import org.jspecify.annotations.Nullable;

/// Errors as they go back to the client that called.
final class OAuthAnswers {
    private OAuthAnswers() {}

    /// @param error null stands for a request that cannot be read
    static AuthResponse error(AuthRequest request, @Nullable ErrorObject error) {
        ErrorObject told = error == null ? OAuth2Error.INVALID_REQUEST : error;
        String description = told.getDescription() == null ? "The request is not valid" : told.getDescription();
        String readable = ErrorObject.removeIllegalChars(description);
        if (!OAuth2Error.INVALID_CLIENT.getCode().equals(told.getCode())) {
            return AuthResponse.error(400, told.getCode(), readable);
        }
        AuthResponse refused = AuthResponse.error(401, told.getCode(), readable);
        boolean basic = request.field("authorization").isPresent();
        return basic ? refused.with("WWW-Authenticate", "Basic realm=\"postern\"") : refused;
    }
}
