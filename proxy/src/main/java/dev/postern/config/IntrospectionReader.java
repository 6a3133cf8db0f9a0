package dev.postern.config;

import dev.postern.config.ClientAuthentication.SecretBasic;
import dev.postern.oauth.ClientSecret;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/// Reads how the issuer is asked about tokens, if it is.
final class IntrospectionReader {
    private final Values values;
    private final TextFiles secrets;
    private final Function<String, Parsed<URI>> parseEndpoint;

    IntrospectionReader(Values values, TextFiles secrets, Function<String, Parsed<URI>> parseEndpoint) {
        this.values = values;
        this.secrets = secrets;
        this.parseEndpoint = parseEndpoint;
    }

    /// The way to ask, empty where nobody is asked or it cannot be read.
    Optional<IntrospectionConfig> read(Provider provider) {
        Optional<URI> url =
                values.optional(Option.AUTH_INTROSPECTION_URL, parseEndpoint).or(() -> tokenInformation(provider));
        Optional<String> clientId = values.optional(Option.AUTH_INTROSPECTION_CLIENT_ID, Parsed.Value::new);
        Optional<ClientSecret> secret =
                values.optional(Option.AUTH_INTROSPECTION_CLIENT_SECRET_FILE, this::parseSecretFile);
        IntrospectedTokens tokens = values.oneOf(Option.AUTH_INTROSPECTION_TOKENS, IntrospectedTokens.class);
        if (!isGiven()) {
            return Optional.empty();
        }
        requireBoth();
        if (clientId.isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IntrospectionConfig(
                url.orElse(null),
                clientId.get(),
                new SecretBasic(secret.get()),
                tokens,
                false,
                IntrospectionConfig.REMEMBERED_FOR,
                IntrospectionConfig.REFUSALS_REMEMBERED_FOR));
    }

    private boolean isGiven() {
        return values.isGiven(Option.AUTH_INTROSPECTION_URL)
                || values.isGiven(Option.AUTH_INTROSPECTION_CLIENT_ID)
                || values.isGiven(Option.AUTH_INTROSPECTION_CLIENT_SECRET_FILE);
    }

    private void requireBoth() {
        if (!values.isGiven(Option.AUTH_INTROSPECTION_CLIENT_ID)
                || !values.isGiven(Option.AUTH_INTROSPECTION_CLIENT_SECRET_FILE)) {
            values.problem("Introspection needs both %s and %s."
                    .formatted(
                            Option.AUTH_INTROSPECTION_CLIENT_ID.flag(),
                            Option.AUTH_INTROSPECTION_CLIENT_SECRET_FILE.flag()));
        }
    }

    /// Google and GitHub have no metadata that names their endpoint.
    private Optional<URI> tokenInformation(Provider provider) {
        return switch (provider.profile().introspection()) {
            case RFC_7662 -> Optional.empty();
            case GOOGLE_TOKENINFO -> Optional.of(URI.create("https://oauth2.googleapis.com/tokeninfo"));
            case GITHUB_CHECK_TOKEN ->
                values.optional(Option.AUTH_INTROSPECTION_CLIENT_ID, IntrospectionReader::parseGitHubApp);
        };
    }

    private static Parsed<URI> parseGitHubApp(String clientId) {
        return clientId.matches("[A-Za-z0-9._-]+")
                ? new Parsed.Value<>(URI.create("https://api.github.com/applications/" + clientId + "/token"))
                : new Parsed.Fault<>("is not the id of a GitHub app");
    }

    private Parsed<ClientSecret> parseSecretFile(String file) {
        return secrets.read(file)
                .map(String::strip)
                .filter(text -> !text.isEmpty() && text.lines().count() == 1)
                .map(ClientSecret::new)
                .<Parsed<ClientSecret>>map(Parsed.Value::new)
                .orElseGet(() -> new Parsed.Fault<>("cannot be read, or has no secret on its one line"));
    }
}
