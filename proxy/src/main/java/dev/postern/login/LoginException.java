package dev.postern.login;

import java.io.IOException;

/// Why it went no further, as a sentence for the person at the terminal.
public final class LoginException extends IOException {
    private static final long serialVersionUID = 1L;

    public LoginException(String sentence) {
        super(sentence);
    }

    public LoginException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /// The sentence.
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
