package dev.postern.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A tenant of Entra ID, whose tokens come from two issuers: v1 and v2, by the setting of the app that is the resource.
final class EntraTenant {
    private static final String LOGIN = "https://login.microsoftonline.com/" + Endpoints.TENANT;
    private static final String V1 = "https://sts.windows.net/" + Endpoints.TENANT + "/";
    private static final String V2 = LOGIN + "/v2.0";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /// What `iss` is, v2 first, as that is where clients are to go.
    static final List<String> ISSUERS = List.of(V2, V1);

    private EntraTenant() {}

    /// A tenant's id, never `common` or `organizations`: whose tokens are trusted is said by name.
    static Parsed<String> parse(String text) {
        String id = text.toLowerCase(Locale.ROOT);
        return ID.matcher(id).matches()
                ? new Parsed.Value<>(id)
                : new Parsed.Fault<>("is not the id of a tenant, which is a UUID");
    }

    /// Where the keys of that issuer are, empty where it is none of the worldwide cloud.
    static Optional<URI> keys(String issuer, String tenant) {
        if (tenant.isEmpty()) {
            return Optional.empty();
        }
        if (issuer.equals(Endpoints.of(V2, tenant))) {
            return Optional.of(URI.create(Endpoints.of(LOGIN, tenant) + "/discovery/v2.0/keys"));
        }
        return issuer.equals(Endpoints.of(V1, tenant))
                ? Optional.of(URI.create(Endpoints.of(LOGIN, tenant) + "/discovery/keys"))
                : Optional.empty();
    }
}
