package dev.postern.config;

import dev.postern.oauth.Issuer;
import dev.postern.oauth.ResourceUri;
import dev.postern.oauth.Scopes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one trust entry, which is several where it names several issuers or tenants.
final class TrustEntryReader {
    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519");
    private static final Durations SKEW = new Durations(Duration.ZERO, Duration.ofMinutes(5));

    private final Values values;
    private final ResourceUri resource;
    private final Endpoints endpoints;
    private final TextFiles files;

    TrustEntryReader(Values values, ResourceUri resource, Endpoints endpoints, TextFiles files) {
        this.values = values;
        this.resource = resource;
        this.endpoints = endpoints;
        this.files = files;
    }

    List<TrustEntry> read() {
        Provider provider = values.oneOf(Option.AUTH_PROVIDER, Provider.class);
        List<String> tenants = values.many(Option.AUTH_TENANTS, EntraTenant::parse);
        List<String> issuers = issuers(provider, tenants);
        Optional<String> jwksUrl = values.optional(Option.AUTH_JWKS_URL, endpoints::parseTemplate);
        TokenType tokenType = values.oneOf(Option.AUTH_TOKEN_TYPE, TokenType.class);
        Duration clockSkew = values.one(Option.AUTH_CLOCK_SKEW, SKEW::parse, Duration.ZERO);
        List<String> audiences = audiences();
        Set<String> algorithms = algorithms();
        Scopes required = Scopes.of(values.many(Option.AUTH_REQUIRED_SCOPES, ScopeNames::parseScope));
        TokenProfile profile = new ProfileReader(values).read(provider.profile(), required);
        Optional<IntrospectionConfig> introspection =
                new IntrospectionReader(values, files, endpoints::parse).read(provider);
        checkOnePlace(issuers.size(), introspection.isPresent());

        List<TrustEntry> entries = new ArrayList<>();
        for (String template : issuers) {
            for (String tenant : Endpoints.isTemplate(template) ? tenants : List.of("")) {
                String issuer = Endpoints.of(template, tenant);
                URI keys = jwksUrl.map(url -> Endpoints.of(url, tenant))
                        .map(URI::create)
                        .or(() -> EntraTenant.keys(issuer, tenant))
                        .orElse(null);
                TrustEntry entry = new TrustEntry(new Issuer(issuer), audiences, algorithms, keys, tokenType, clockSkew)
                        .with(profile)
                        .requiring(required);
                entries.add(introspection.map(entry::with).orElse(entry));
            }
        }
        return entries;
    }

    private List<String> issuers(Provider provider, List<String> tenants) {
        List<String> issuers = values.many(Option.AUTH_ISSUER_URL, endpoints::parseIssuer);
        boolean templates = issuers.stream().anyMatch(Endpoints::isTemplate);
        if (issuers.isEmpty() && !tenants.isEmpty() && provider == Provider.ENTRA) {
            return EntraTenant.ISSUERS;
        }
        if (templates && !values.isGiven(Option.AUTH_TENANTS)) {
            values.problem("%s has %s, but %s names no tenant; expected each tenant whose users are trusted."
                    .formatted(Option.AUTH_ISSUER_URL.flag(), Endpoints.TENANT, Option.AUTH_TENANTS.flag()));
        }
        if (!templates && !tenants.isEmpty()) {
            values.problem("%s needs an issuer URL with %s, or --auth-provider entra and no issuer URL."
                    .formatted(Option.AUTH_TENANTS.flag(), Endpoints.TENANT));
        }
        return issuers;
    }

    private void checkOnePlace(int issuers, boolean introspection) {
        boolean shared = values.isGiven(Option.AUTH_JWKS_URL)
                && values.optional(Option.AUTH_JWKS_URL, endpoints::parseTemplate)
                        .filter(Endpoints::isTemplate)
                        .isEmpty();
        if (shared && issuers > 1) {
            values.problem("--auth-jwks-url is the place of one issuer's keys, but --auth-issuer-url names %d issuers."
                    .formatted(issuers));
        }
        if (introspection && issuers > 1) {
            values.problem("--auth-introspection-client-id is for one issuer, but --auth-issuer-url names %d issuers."
                    .formatted(issuers));
        }
    }

    private Set<String> algorithms() {
        List<String> named = values.many(
                Option.AUTH_ALGORITHMS,
                text -> ALGORITHMS.contains(text)
                        ? new Parsed.Value<>(text)
                        : new Parsed.Fault<>("is no asymmetric JWS algorithm that is known here"));
        return named.isEmpty() ? ALGORITHMS : Set.copyOf(named);
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
}
