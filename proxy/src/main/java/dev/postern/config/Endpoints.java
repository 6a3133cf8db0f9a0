package dev.postern.config;

import java.net.URI;

/// Reads the URLs of issuers and of what they offer, with `{tenantid}` in them where several tenants share one shape.
///
/// @param insecureHttpIssuer whether `http` is allowed beyond this machine
record Endpoints(boolean insecureHttpIssuer) {
    /// As the metadata of Entra ID writes it.
    static final String TENANT = "{tenantid}";

    private static final String ANY_TENANT = "00000000-0000-0000-0000-000000000000";

    Parsed<URI> parse(String text) {
        return switch (Urls.parseWithQuery(text)) {
            case Parsed.Fault<URI> fault -> fault;
            case Parsed.Value<URI>(URI url)
            when !Urls.isHttps(url) && !Urls.isLoopback(url) && !insecureHttpIssuer ->
                new Parsed.Fault<>("is http and not on this machine; only --insecure-http-issuer allows that");
            case Parsed.Value<URI> value -> value;
        };
    }

    /// An issuer, or the shape of several.
    Parsed<String> parseIssuer(String text) {
        return switch (parse(text.replace(TENANT, ANY_TENANT))) {
            case Parsed.Fault<URI>(String why) -> new Parsed.Fault<>(why);
            case Parsed.Value<URI>(URI url) when url.getRawQuery() != null -> new Parsed.Fault<>("has a query");
            case Parsed.Value<URI> _ -> new Parsed.Value<>(text);
        };
    }

    /// The place of keys, or the shape of several.
    Parsed<String> parseTemplate(String text) {
        return switch (parse(text.replace(TENANT, ANY_TENANT))) {
            case Parsed.Fault<URI>(String why) -> new Parsed.Fault<>(why);
            case Parsed.Value<URI> _ -> new Parsed.Value<>(text);
        };
    }

    static boolean isTemplate(String text) {
        return text.contains(TENANT);
    }

    static String of(String template, String tenant) {
        return template.replace(TENANT, tenant);
    }
}
