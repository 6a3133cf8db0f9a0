package dev.postern.config;

import dev.postern.oauth.Issuer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A tenant of Entra ID, whose tokens come from two issuers: v1 and v2, by the setting of the app that is the resource.
///
/// @param id the tenant's id, never `common` or `organizations`: whose tokens are trusted is said by name
public record EntraTenant(UUID id) {

    /// A trust entry for each issuer.
    ///
    /// @param audiences the app's id and its `api://` URI
    public List<TrustEntry> trust(List<String> audiences, Duration clockSkew) {
        String login = "https://login.microsoftonline.com/" + id;
        return List.of(
                entry(login + "/v2.0", login + "/discovery/v2.0/keys", audiences, clockSkew),
                entry("https://sts.windows.net/" + id + "/", login + "/discovery/keys", audiences, clockSkew));
    }

    private static TrustEntry entry(String issuer, String keys, List<String> audiences, Duration clockSkew) {
        return new TrustEntry(
                        new Issuer(issuer), audiences, Set.of("RS256"), URI.create(keys), TokenType.LENIENT, clockSkew)
                .with(Provider.ENTRA.profile());
    }
}
