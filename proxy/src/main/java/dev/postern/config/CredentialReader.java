package dev.postern.config;

import dev.postern.oauth.BearerToken;
import dev.postern.oauth.Scopes;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Reads what the upstream gets in `Authorization`.
final class CredentialReader {
    /// What means nothing unless tokens are exchanged.
    private static final List<Option> OF_EXCHANGE = List.of(
            Option.UPSTREAM_EXCHANGE_URL,
            Option.UPSTREAM_EXCHANGE_AUDIENCE,
            Option.UPSTREAM_EXCHANGE_RESOURCE,
            Option.UPSTREAM_EXCHANGE_SCOPES,
            Option.UPSTREAM_EXCHANGE_CLIENT_AUTHENTICATION,
            Option.UPSTREAM_EXCHANGE_KEY_ID);

    private final Values values;
    private final TextFiles files;
    private final Endpoints endpoints;
    private final ClientAuthenticationReader authentication;

    CredentialReader(Values values, TextFiles files, Endpoints endpoints) {
        this.values = values;
        this.files = files;
        this.endpoints = endpoints;
        this.authentication = new ClientAuthenticationReader(values, files, ClientOptions.EXCHANGE);
    }

    UpstreamCredential read(List<TrustEntry> trust) {
        Optional<String> file = values.optional(Option.UPSTREAM_CREDENTIAL_FILE, this::readable);
        Optional<UpstreamCredential> exchanged = exchanged(trust);
        if (values.isGiven(Option.UPSTREAM_CREDENTIAL_FILE) && isExchange()) {
            values.problem("%s and %s both say what the upstream gets; expected one of them."
                    .formatted(Option.UPSTREAM_CREDENTIAL_FILE.flag(), Option.UPSTREAM_EXCHANGE_CLIENT_ID.flag()));
        }
        return exchanged.or(() -> file.map(UpstreamCredential.InFile::new)).orElseGet(UpstreamCredential.None::new);
    }

    private Parsed<String> readable(String file) {
        return files.read(file)
                .map(String::strip)
                .filter(BearerToken::isB64Token)
                .<Parsed<String>>map(_ -> new Parsed.Value<>(file))
                .orElseGet(() -> new Parsed.Fault<>("cannot be read, or has no bearer token on its one line"));
    }

    private boolean isExchange() {
        return values.isGiven(Option.UPSTREAM_EXCHANGE_CLIENT_ID) || authentication.isGiven();
    }

    private Optional<UpstreamCredential> exchanged(List<TrustEntry> trust) {
        Optional<URI> url = values.optional(Option.UPSTREAM_EXCHANGE_URL, endpoints::parse);
        Optional<String> clientId = values.optional(Option.UPSTREAM_EXCHANGE_CLIENT_ID, Parsed.Value::new);
        if (!isExchange()) {
            requireNothingElse();
            return Optional.empty();
        }
        Optional<ClientAuthentication> shown = authentication.read();
        if (clientId.isEmpty()) {
            values.problem("Token exchange needs %s.".formatted(Option.UPSTREAM_EXCHANGE_CLIENT_ID.flag()));
        }
        if (trust.size() > 1) {
            values.problem("%s is for one issuer, but %d are trusted: another's tokens are not for it to see."
                    .formatted(Option.UPSTREAM_EXCHANGE_CLIENT_ID.flag(), trust.size()));
        }
        if (values.isOn(Option.INSECURE_NO_AUTH)) {
            values.problem("%s has no token to exchange with %s; expected one of them."
                    .formatted(Option.UPSTREAM_EXCHANGE_CLIENT_ID.flag(), Option.INSECURE_NO_AUTH.flag()));
        }
        return clientId.isEmpty() || shown.isEmpty()
                ? Optional.empty()
                : Optional.of(new UpstreamCredential.Exchanged(
                        url.orElse(null),
                        clientId.get(),
                        shown.get(),
                        values.many(Option.UPSTREAM_EXCHANGE_AUDIENCE, Parsed.Value::new),
                        values.many(Option.UPSTREAM_EXCHANGE_RESOURCE, CredentialReader::parseResource),
                        Scopes.of(values.many(Option.UPSTREAM_EXCHANGE_SCOPES, ScopeNames::parseScope))));
    }

    private static Parsed<String> parseResource(String text) {
        return switch (Urls.parse(text)) {
            case Parsed.Fault<URI>(String why) -> new Parsed.Fault<>(why);
            case Parsed.Value<URI> _ -> new Parsed.Value<>(text);
        };
    }

    private void requireNothingElse() {
        for (Option option : OF_EXCHANGE) {
            if (values.isWritten(option)) {
                values.problem("%s means nothing without %s; expected both or none."
                        .formatted(option.flag(), Option.UPSTREAM_EXCHANGE_CLIENT_ID.flag()));
            }
        }
    }
}
