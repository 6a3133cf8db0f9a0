package dev.postern.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads how the issuer is asked about tokens, if it is.
final class IntrospectionReader {
    private static final Durations REMEMBER = new Durations(Duration.ZERO, Duration.ofMinutes(5));

    private final Values values;
    private final ClientAuthenticationReader authentication;
    private final Function<String, Parsed<URI>> parseEndpoint;

    IntrospectionReader(Values values, TextFiles files, Function<String, Parsed<URI>> parseEndpoint) {
        this.values = values;
        this.authentication = new ClientAuthenticationReader(values, files, ClientOptions.INTROSPECTION);
        this.parseEndpoint = parseEndpoint;
    }

    /// The way to ask, empty where nobody is asked or it cannot be read.
    Optional<IntrospectionConfig> read(Provider provider) {
        Optional<URI> url =
                values.optional(Option.AUTH_INTROSPECTION_URL, parseEndpoint).or(() -> tokenInformation(provider));
        Optional<String> clientId = values.optional(Option.AUTH_INTROSPECTION_CLIENT_ID, Parsed.Value::new);
        IntrospectedTokens tokens = values.oneOf(Option.AUTH_INTROSPECTION_TOKENS, IntrospectedTokens.class);
        boolean signedAnswers = values.isOn(Option.AUTH_INTROSPECTION_SIGNED_ANSWERS);
        Duration rememberedFor = values.one(Option.AUTH_INTROSPECTION_REMEMBER, REMEMBER::parse, Duration.ZERO);
        if (!isGiven()) {
            requireNothingElse();
            return Optional.empty();
        }
        Optional<ClientAuthentication> shown = authentication.read();
        checkDialect(provider);
        if (!values.isGiven(Option.AUTH_INTROSPECTION_CLIENT_ID)) {
            values.problem("Introspection needs %s.".formatted(Option.AUTH_INTROSPECTION_CLIENT_ID.flag()));
        }
        if (clientId.isEmpty() || shown.isEmpty()) {
            return Optional.empty();
        }
        Duration refusals = IntrospectionConfig.REFUSALS_REMEMBERED_FOR;
        return Optional.of(new IntrospectionConfig(
                url.orElse(null),
                clientId.get(),
                shown.get(),
                tokens,
                signedAnswers,
                rememberedFor,
                refusals.compareTo(rememberedFor) < 0 ? refusals : rememberedFor));
    }

    private boolean isGiven() {
        return values.isGiven(Option.AUTH_INTROSPECTION_URL)
                || values.isGiven(Option.AUTH_INTROSPECTION_CLIENT_ID)
                || authentication.isGiven();
    }

    /// Who asks for something of introspection without introspection believes in a check that nobody makes.
    private void requireNothingElse() {
        for (Option option : List.of(
                Option.AUTH_INTROSPECTION_TOKENS,
                Option.AUTH_INTROSPECTION_SIGNED_ANSWERS,
                Option.AUTH_INTROSPECTION_CLIENT_AUTHENTICATION,
                Option.AUTH_INTROSPECTION_KEY_ID)) {
            if (values.isWritten(option)) {
                values.problem("%s means nothing without %s; expected both or none."
                        .formatted(option.flag(), Option.AUTH_INTROSPECTION_CLIENT_ID.flag()));
            }
        }
    }

    private void checkDialect(Provider provider) {
        if (provider.profile().introspection() == IntrospectionDialect.RFC_7662) {
            return;
        }
        for (Option option :
                List.of(Option.AUTH_INTROSPECTION_SIGNED_ANSWERS, Option.AUTH_INTROSPECTION_CLIENT_AUTHENTICATION)) {
            if (values.isWritten(option)) {
                values.problem("%s is not known to %s, whose way of telling about tokens is its own."
                        .formatted(option.flag(), provider));
            }
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
}
