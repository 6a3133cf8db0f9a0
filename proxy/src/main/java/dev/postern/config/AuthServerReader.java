package dev.postern.config;

import dev.postern.oauth.ClientSecret;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.ResourceUri;
import dev.postern.oauth.Scopes;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the authorization-server face.
final class AuthServerReader {
    private static final Duration ACCESS_TOKEN = Duration.ofMinutes(10);
    private static final Duration GRANT = Duration.ofDays(90);
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final int MAX_WORDS = 200;
    private static final Set<String> NEVER =
            Set.of("http", "https", "javascript", "data", "file", "vbscript", "blob", "about", "ftp", "ws", "wss");
    private static final Set<AllowedUser.Kind> KNOWN_BY_OIDC = Set.of(
            AllowedUser.Kind.ANYONE,
            AllowedUser.Kind.SUBJECT,
            AllowedUser.Kind.EMAIL,
            AllowedUser.Kind.DOMAIN,
            AllowedUser.Kind.GROUP);
    private static final Set<AllowedUser.Kind> KNOWN_BY_GITHUB =
            Set.of(AllowedUser.Kind.ANYONE, AllowedUser.Kind.SUBJECT, AllowedUser.Kind.USER, AllowedUser.Kind.ORG);
    private static final List<Option> OF_OIDC =
            List.of(Option.AUTHSERVER_PROVIDER_URL, Option.AUTHSERVER_CLIENT_ID, Option.AUTHSERVER_CLIENT_SECRET_FILE);
    private static final List<Option> OF_GITHUB =
            List.of(Option.AUTHSERVER_CLIENT_ID, Option.AUTHSERVER_CLIENT_SECRET_FILE);

    private final Values values;
    private final TextFiles files;
    private final ResourceUri resource;

    AuthServerReader(Values values, TextFiles files, ResourceUri resource) {
        this.values = values;
        this.files = files;
        this.resource = resource;
    }

    /// Who knows the users.
    private enum Who {
        OFF,
        LOCAL,
        OIDC,
        GITHUB
    }

    static boolean isOn(Values values) {
        return values.oneOf(Option.AUTHSERVER, Who.class) != Who.OFF;
    }

    /// Our own tokens, as they are checked like anybody else's. Nothing but `at+jwt` comes from us.
    static TrustEntry trust(AuthServerConfig own) {
        return new TrustEntry(
                own.issuer(),
                List.of(own.resource().value()),
                Set.of("ES256"),
                URI.create(own.url("/jwks")),
                TokenType.STRICT,
                Duration.ofSeconds(30));
    }

    Optional<AuthServerConfig> read() {
        if (!isOn(values)) {
            return Optional.empty();
        }
        Optional<StoreConfig> store = new StoreReader(values, files).read();
        if (store.isEmpty()) {
            values.problem("%s needs a place for what it must not forget: %s or %s; expected for example %s %s."
                    .formatted(
                            Option.AUTHSERVER.flag(),
                            Option.DATA_DIR.flag(),
                            Option.STORE_URL.flag(),
                            Option.DATA_DIR.flag(),
                            Option.DATA_DIR.example()));
        }
        Optional<IdentityProviderConfig> provider = provider();
        URI url = values.optional(Option.AUTHSERVER_URL, AuthServerReader::parseIssuer)
                .orElseGet(() -> URI.create(resource.origin().value()));
        Set<String> schemes =
                new HashSet<>(values.many(Option.AUTHSERVER_REDIRECT_SCHEMES, AuthServerReader::parseScheme));
        if (store.isEmpty() || provider.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AuthServerConfig(
                new Issuer(url.toString()),
                resource,
                scopes(),
                scopeWords(),
                schemes,
                provider.get(),
                ACCESS_TOKEN,
                GRANT,
                GRACE,
                store.get(),
                new ClientsReader(values, files).read(scopes(), provider.get())));
    }

    private Scopes scopes() {
        Option named =
                values.isGiven(Option.AUTHSERVER_SCOPES) ? Option.AUTHSERVER_SCOPES : Option.AUTH_REQUIRED_SCOPES;
        return Scopes.of(values.many(named, ScopeNames::parseScope));
    }

    private Map<String, String> scopeWords() {
        Map<String, String> words = new HashMap<>();
        for (Map.Entry<String, String> one :
                values.many(Option.AUTHSERVER_SCOPE_WORDS, AuthServerReader::parseScopeWords)) {
            words.put(one.getKey(), one.getValue());
        }
        return words;
    }

    private Optional<IdentityProviderConfig> provider() {
        return switch (values.oneOf(Option.AUTHSERVER, Who.class)) {
            case OFF -> Optional.empty();
            case LOCAL -> local();
            case OIDC -> allGiven(OF_OIDC, "oidc") ? openIdConnect() : Optional.empty();
            case GITHUB -> allGiven(OF_GITHUB, "github") ? gitHub() : Optional.empty();
        };
    }

    private Optional<IdentityProviderConfig> local() {
        if (!allGiven(List.of(Option.AUTHSERVER_USERS_FILE), "local")) {
            return Optional.empty();
        }
        return values.optional(Option.AUTHSERVER_USERS_FILE, this::parseLines).map(IdentityProviderConfig.Local::new);
    }

    private Optional<IdentityProviderConfig> openIdConnect() {
        ProviderPreset preset = values.oneOf(Option.AUTHSERVER_PRESET, ProviderPreset.class);
        Optional<List<AllowedUser>> allowed = allowed("oidc", KNOWN_BY_OIDC, preset == ProviderPreset.GOOGLE);
        Optional<URI> url = values.optional(Option.AUTHSERVER_PROVIDER_URL, Urls::parse);
        Optional<String> id = clientId();
        Optional<ClientSecret> secret = clientSecret();
        return url.isEmpty() || id.isEmpty() || secret.isEmpty() || allowed.isEmpty()
                ? Optional.empty()
                : Optional.of(new IdentityProviderConfig.OpenIdConnect(
                        preset, new Issuer(url.get().toString()), id.get(), secret.get(), allowed.get()));
    }

    private Optional<IdentityProviderConfig> gitHub() {
        Optional<String> id = clientId();
        Optional<ClientSecret> secret = clientSecret();
        Optional<List<AllowedUser>> allowed = allowed("github", KNOWN_BY_GITHUB, true);
        return id.isEmpty() || secret.isEmpty() || allowed.isEmpty()
                ? Optional.empty()
                : Optional.of(new IdentityProviderConfig.GitHub(id.get(), secret.get(), allowed.get()));
    }

    /// Whom we let in: everybody the provider knows, unless the whole world has an account there.
    private Optional<List<AllowedUser>> allowed(String who, Set<AllowedUser.Kind> known, boolean ofTheWorld) {
        List<AllowedUser> named = values.many(Option.AUTHSERVER_ALLOW, AllowedUser::parse);
        String kinds = known.stream().sorted().map(AllowedUser.Kind::word).collect(Collectors.joining(", "));
        for (AllowedUser one : named) {
            if (!known.contains(one.kind())) {
                values.problem("%s: \"%s\" is nothing that %s tells of its users; expected one of %s."
                        .formatted(Option.AUTHSERVER_ALLOW.flag(), one, who, kinds));
                return Optional.empty();
            }
        }
        if (named.isEmpty() && ofTheWorld) {
            values.problem("%s is needed, as anyone may have an account there; expected for example %s, or \"anyone\"."
                    .formatted(
                            Option.AUTHSERVER_ALLOW.flag(),
                            who.equals("github") ? "\"org:example\"" : Option.AUTHSERVER_ALLOW.example()));
            return Optional.empty();
        }
        return Optional.of(named.isEmpty() ? List.of(new AllowedUser(AllowedUser.Kind.ANYONE, "")) : named);
    }

    private Optional<String> clientId() {
        return values.optional(Option.AUTHSERVER_CLIENT_ID, Parsed.Value::new);
    }

    private Optional<ClientSecret> clientSecret() {
        return values.optional(Option.AUTHSERVER_CLIENT_SECRET_FILE, this::parseSecret);
    }

    private boolean allGiven(List<Option> needed, String who) {
        boolean all = true;
        for (Option option : needed) {
            if (!values.isGiven(option)) {
                all = false;
                values.problem("%s %s needs %s; expected for example %s."
                        .formatted(Option.AUTHSERVER.flag(), who, option.flag(), option.example()));
            }
        }
        return all;
    }

    private static Parsed<URI> parseIssuer(String text) {
        return switch (Urls.parse(text)) {
            case Parsed.Fault<URI> fault -> fault;
            case Parsed.Value<URI>(URI url)
            when !Urls.isHttps(url) && !Urls.isLoopback(url) ->
                new Parsed.Fault<>("is http, which is allowed for localhost only");
            case Parsed.Value<URI>(URI url)
            when url.getRawPath().endsWith("/") ->
                new Parsed.Fault<>("ends with a slash, which some clients would drop");
            case Parsed.Value<URI>(URI url)
            when Urls.hasAmbiguousPath(url) -> new Parsed.Fault<>("has a path that can be read in two ways");
            case Parsed.Value<URI> value -> value;
        };
    }

    private static Parsed<Map.Entry<String, String>> parseScopeWords(String text) {
        int equals = text.indexOf('=');
        String scope = text.substring(0, Math.max(0, equals)).strip();
        String words = text.substring(equals + 1).strip();
        return Scopes.isScopeToken(scope) && !words.isEmpty() && words.length() <= MAX_WORDS
                ? new Parsed.Value<>(Map.entry(scope, words))
                : new Parsed.Fault<>("is not a scope, = and up to %d characters of words".formatted(MAX_WORDS));
    }

    private static Parsed<String> parseScheme(String text) {
        String scheme = text.toLowerCase(Locale.ROOT);
        if (!scheme.matches("[a-z][a-z0-9+.-]{1,40}")) {
            return new Parsed.Fault<>("is not a scheme of a URL");
        }
        return NEVER.contains(scheme)
                ? new Parsed.Fault<>("is a scheme that browsers know themselves")
                : new Parsed.Value<>(scheme);
    }

    private Parsed<List<String>> parseLines(String file) {
        @Nullable String text = files.read(file).orElse(null);
        return text == null
                ? new Parsed.Fault<>("cannot be read")
                : new Parsed.Value<>(text.lines().toList());
    }

    private Parsed<ClientSecret> parseSecret(String file) {
        return files.read(file)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .<Parsed<ClientSecret>>map(text -> new Parsed.Value<>(new ClientSecret(text)))
                .orElseGet(() -> new Parsed.Fault<>("cannot be read, or is empty"));
    }
}
