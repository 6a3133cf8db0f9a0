package dev.postern.token;

import dev.postern.oauth.BearerToken;

/// Judges an access token. May wait for an issuer's keys, so it is never called on an I/O thread.
public interface TokenVerifier {
    Verdict verify(BearerToken token);
}
