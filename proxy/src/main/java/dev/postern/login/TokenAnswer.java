package dev.postern.login;

/// What a token endpoint said.
sealed interface TokenAnswer {

    /// Here they are.
    record Granted(Tokens tokens) implements TokenAnswer {}

    /// It will not.
    ///
    /// @param error the code of RFC 6749 §5.2
    /// @param sentence for a person
    record Refused(String error, String sentence) implements TokenAnswer {}

    /// It could not be asked, or did not answer as an authorization server does; asking again may help.
    ///
    /// @param sentence for a person
    record Unavailable(String sentence) implements TokenAnswer {}
}
