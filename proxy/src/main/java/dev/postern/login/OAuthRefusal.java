package dev.postern.login;

/// An authorization server's error code in words.
final class OAuthRefusal {
    private OAuthRefusal() {}

    static String sentence(String error, String description) {
        String said = description.isEmpty() ? "" : " It says: " + Shown.of(description);
        return plain(error) + " (" + Shown.of(error) + ")." + said;
    }

    private static String plain(String error) {
        return switch (error) {
            case "access_denied" -> "Access was denied, by you or by the authorization server";
            case "invalid_scope" -> "The authorization server does not grant these scopes; --scope asks for others";
            case "invalid_target" -> "The authorization server knows no such resource (RFC 8707)";
            case "invalid_grant" -> "The login has ended, or was used already";
            case "invalid_client" ->
                "The authorization server does not know this client, or does not believe its secret";
            case "unauthorized_client" -> "This client may not log in in this way";
            case "invalid_redirect_uri" -> "The authorization server does not take a redirect to this machine";
            case "server_error", "temporarily_unavailable" -> "The authorization server has trouble; try again later";
            default -> "The authorization server refused";
        };
    }
}
