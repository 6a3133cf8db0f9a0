package dev.postern.login;

import java.util.Map;
import java.util.Optional;

/// What came back from the authorization endpoint, judged in the order of RFC 9207 §2.4: nothing of it is believed, nor
/// shown, before it is known whose it is.
sealed interface AuthorizationResponse {

    /// It is for this request and from the right server.
    record Code(String code) implements AuthorizationResponse {}

    /// It is for this request and ends it.
    ///
    /// @param sentence for the person
    record Refused(String sentence) implements AuthorizationResponse {}

    /// It is not for this request, whoever sent it; the right one may still come.
    record Foreign() implements AuthorizationResponse {}

    /// Judges what the browser brought.
    ///
    /// @param query of the redirect
    static AuthorizationResponse of(String query, AuthorizationRequest request) {
        Optional<Map<String, String>> read = Forms.read(query);
        if (read.isEmpty() || !request.state().equals(read.get().get("state"))) {
            return new Foreign();
        }
        Map<String, String> fields = read.get();
        String issuer = fields.get("iss");
        if (issuer != null && !issuer.equals(request.server().issuer())) {
            return new Refused("The answer came from another authorization server than was asked, which is how a mix-up"
                    + " attack looks (RFC 9207): expected " + request.server().issuer() + ", found \""
                    + Shown.of(issuer) + "\". Nothing of it was used.");
        }
        if (issuer == null && request.server().supports("authorization_response_iss_parameter_supported")) {
            return new Refused("The answer does not say which authorization server it comes from, although "
                    + request.server().issuer() + " says that its answers do (RFC 9207). Nothing of it was used.");
        }
        String error = fields.get("error");
        if (error != null) {
            return new Refused(OAuthRefusal.sentence(error, fields.getOrDefault("error_description", "")));
        }
        String code = fields.getOrDefault("code", "");
        return code.isEmpty()
                ? new Refused("The authorization server sent the browser back with neither a code nor an error.")
                : new Code(code);
    }
}
