package dev.postern.config;

import dev.postern.oauth.Issuer;
import dev.postern.oauth.ResourceUri;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads whose tokens are accepted, and on what terms.
final class TrustReader {
    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519");
    private static final Durations SKEW = new Durations(Duration.ZERO, Duration.ofMinutes(5));

    private final Values values;
    private final ResourceUri resource;
    private final boolean insecureHttpIssuer;
    private final IntrospectionReader introspection;

    TrustReader(Values values, ResourceUri resource, boolean insecureHttpIssuer, TextFiles secrets) {
        this.introspection = new IntrospectionReader(values, secrets, this::parseEndpoint);
        this.values = values;
        this.resource = resource;
        this.insecureHttpIssuer = insecureHttpIssuer;
    }

    List<TrustEntry> read() {
        List<Issuer> issuers = values.many(Option.AUTH_ISSUER_URL, this::parseIssuer);
        Optional<URI> jwksUrl = values.optional(Option.AUTH_JWKS_URL, this::parseEndpoint);
        TokenType tokenType = values.oneOf(Option.AUTH_TOKEN_TYPE, TokenType.class);
        Duration clockSkew = values.one(Option.AUTH_CLOCK_SKEW, SKEW::parse, Duration.ZERO);
        List<String> audiences = audiences();
        if (jwksUrl.isPresent() && issuers.size() > 1) {
            values.problem("--auth-jwks-url is the place of one issuer's keys, but --auth-issuer-url names %d issuers."
                    .formatted(issuers.size()));
        }
        Provider provider = values.oneOf(Option.AUTH_PROVIDER, Provider.class);
        Optional<IntrospectionConfig> asked = introspection.read(provider);
        if (asked.isPresent() && issuers.size() > 1) {
            values.problem("--auth-introspection-client-id is for one issuer, but --auth-issuer-url names %d issuers."
                    .formatted(issuers.size()));
        }
        List<TrustEntry> entries = new ArrayList<>();
        for (Issuer issuer : issuers) {
            TrustEntry entry = new TrustEntry(issuer, audiences, ALGORITHMS, orNull(jwksUrl), tokenType, clockSkew)
                    .with(provider.profile());
            entries.add(asked.map(entry::with).orElse(entry));
        }
        return entries;
    }

    private static @Nullable URI orNull(Optional<URI> url) {
        return url.orElse(null);
    }

    private List<String> audiences() {
        Set<String> audiences = new LinkedHashSet<>(values.many(Option.AUTH_AUDIENCE, Parsed.Value::new));
        if (audiences.isEmpty()) {
            audiences.add(resource.value());
            audiences.add(resource.origin().value());
        }
        Set<String> accepted = new LinkedHashSet<>();
        for (String audience : audiences) {
            accepted.add(audience);
            otherSpelling(audience).ifPresent(accepted::add);
        }
        return List.copyOf(accepted);
    }

    /// An origin with and without its slash is the same resource; issuers write it both ways.
    private static Optional<String> otherSpelling(String audience) {
        if (!(Urls.parse(audience) instanceof Parsed.Value<URI>(URI url))) {
            return Optional.empty();
        }
        return switch (url.getRawPath()) {
            case "" -> Optional.of(audience + "/");
            case "/" -> Optional.of(audience.substring(0, audience.length() - 1));
            default -> Optional.empty();
        };
    }

    private Parsed<Issuer> parseIssuer(String text) {
        return switch (parseEndpoint(text)) {
            case Parsed.Fault<URI>(String why) -> new Parsed.Fault<>(why);
            case Parsed.Value<URI>(URI url) when url.getRawQuery() != null -> new Parsed.Fault<>("has a query");
            case Parsed.Value<URI> _ -> new Parsed.Value<>(new Issuer(text));
        };
    }

    private Parsed<URI> parseEndpoint(String text) {
        return switch (Urls.parseWithQuery(text)) {
            case Parsed.Fault<URI> fault -> fault;
            case Parsed.Value<URI>(URI url)
            when !Urls.isHttps(url) && !Urls.isLoopback(url) && !insecureHttpIssuer ->
                new Parsed.Fault<>("is http and not on this machine; only --insecure-http-issuer allows that");
            case Parsed.Value<URI> value -> value;
        };
    }
}
