package dev.postern.token;

import dev.postern.oauth.Issuer;

/// Hears of each fetch of an issuer's metadata or keys.
public interface KeyFetchListener {
    void fetched(Issuer issuer, boolean succeeded);
}
