package dev.postern.config;

import dev.postern.config.IdentityProviderConfig.Local;
import dev.postern.oauth.Issuer;
import dev.postern.oauth.Scopes;
import java.net.URI;
import java.util.List;

/// Reads which clients there are besides those that register themselves.
final class ClientsReader {
    private final Values values;
    private final TextFiles files;

    ClientsReader(Values values, TextFiles files) {
        this.values = values;
        this.files = files;
    }

    /// @param scopes that any client may be granted
    /// @param provider who knows the users
    ClientsConfig read(Scopes scopes, IdentityProviderConfig provider) {
        List<OperatorClient> entered = values.optional(Option.AUTHSERVER_CLIENTS_FILE, file -> entered(file, scopes))
                .orElse(List.of());
        if (provider instanceof Local(List<String> users)) {
            entered.forEach(client -> refuseUser(client, users));
        }
        return new ClientsConfig(
                values.isOn(Option.AUTHSERVER_INSECURE_LOCAL_CLIENT_METADATA),
                entered,
                values.many(Option.AUTHSERVER_ASSERTION_ISSUERS, this::parseIssuer));
    }

    private Parsed<List<OperatorClient>> entered(String file, Scopes scopes) {
        return files.read(file)
                .<Parsed<List<OperatorClient>>>map(text -> {
                    ClientsFile.Result result = ClientsFile.read(file, text, files, scopes);
                    result.problems().forEach(values::problem);
                    return new Parsed.Value<>(result.clients());
                })
                .orElseGet(() -> new Parsed.Fault<>("cannot be read"));
    }

    /// A client that acts for itself is the subject of its tokens, and nobody else may be.
    private void refuseUser(OperatorClient client, List<String> users) {
        if (users.stream().anyMatch(line -> line.strip().startsWith(client.id() + ":"))) {
            values.problem("%s has a client %s, and %s a user of that name; expected different ones."
                    .formatted(
                            Option.AUTHSERVER_CLIENTS_FILE.flag(),
                            Quoted.of(client.id()),
                            Option.AUTHSERVER_USERS_FILE.flag()));
        }
    }

    private Parsed<Issuer> parseIssuer(String text) {
        return switch (Urls.parse(text)) {
            case Parsed.Fault<URI>(String why) -> new Parsed.Fault<>(why);
            case Parsed.Value<URI>(URI url)
            when !Urls.isHttps(url) && !Urls.isLoopback(url) && !values.isOn(Option.INSECURE_HTTP_ISSUER) ->
                new Parsed.Fault<>("is http, which is allowed for localhost only");
            case Parsed.Value<URI>(URI url)
            when url.getRawQuery() != null || url.getRawFragment() != null ->
                new Parsed.Fault<>("has a query or a fragment");
            case Parsed.Value<URI> _ -> new Parsed.Value<>(new Issuer(text));
        };
    }
}
