package dev.postern.config;

import dev.postern.config.OperatorClient.Credential;
import dev.postern.config.OperatorClient.Method;
import dev.postern.oauth.Scopes;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads one client of the clients file.
final class OperatorClientReader {
    private static final String ID = "client_id";
    private static final String NAME = "client_name";
    private static final String REDIRECT_URIS = "redirect_uris";
    private static final String GRANT_TYPES = "grant_types";
    private static final String SCOPE = "scope";
    private static final String METHOD = "token_endpoint_auth_method";
    private static final List<String> GRANTS = List.of(
            OperatorClient.AUTHORIZATION_CODE,
            OperatorClient.REFRESH_TOKEN,
            OperatorClient.CLIENT_CREDENTIALS,
            OperatorClient.JWT_BEARER);

    private final PolicyProblems problems;
    private final PolicyValues values;
    private final OperatorCredentialReader credentials;
    private final Scopes allScopes;

    OperatorClientReader(PolicyProblems problems, TextFiles files, Scopes allScopes) {
        this.problems = problems;
        this.values = new PolicyValues(problems);
        this.credentials = new OperatorCredentialReader(problems, files);
        this.allScopes = allScopes;
    }

    /// The client, empty where something about it is wrong.
    Optional<OperatorClient> read(PolicyMap map) {
        Set<String> known = new LinkedHashSet<>(List.of(ID, NAME, REDIRECT_URIS, GRANT_TYPES, SCOPE, METHOD));
        known.addAll(OperatorCredentialReader.FIELDS);
        map.allow(List.copyOf(known));
        Optional<String> id = id(map);
        List<String> redirects = redirects(map);
        Credential credential = credentials.read(map);
        Optional<Method> method = method(map, credential);
        Set<String> grants = grants(map, redirects, credential);
        Scopes scopes = scopes(map);
        if (id.isEmpty() || method.isEmpty()) {
            return Optional.empty();
        }
        if (credential instanceof Credential.Secret && id.get().contains(":")) {
            problems.at(map.place(ID), "a client_id with a colon, which Basic cannot carry; expected one without");
        }
        String name = map.get(NAME)
                .flatMap(node -> values.text(node, "a name for people"))
                .map(ScalarNode::getValue)
                .orElse(id.get());
        return Optional.of(new OperatorClient(id.get(), name, redirects, grants, scopes, method.get(), credential));
    }

    private Optional<String> id(PolicyMap map) {
        Optional<Node> node = map.get(ID);
        if (node.isEmpty()) {
            problems.at(map.node(), "a client without client_id; expected a line such as client_id: reports");
            return Optional.empty();
        }
        return values.text(node.get(), "an id such as reports")
                .map(ScalarNode::getValue)
                .filter(id -> {
                    boolean fits = id.matches("[\\x21-\\x7e]{1,255}");
                    if (!fits) {
                        problems.at(
                                node.get(),
                                "%s is no client_id; expected up to 255 visible ASCII characters"
                                        .formatted(Quoted.of(id)));
                    }
                    return fits;
                });
    }

    private List<String> redirects(PolicyMap map) {
        return List.copyOf(values.texts(map, REDIRECT_URIS, "a URI such as https://app.example.com/callback"));
    }

    private Set<String> grants(PolicyMap map, List<String> redirects, Credential credential) {
        if (map.get(GRANT_TYPES).isEmpty()) {
            return redirects.isEmpty()
                    ? Set.of()
                    : Set.of(OperatorClient.AUTHORIZATION_CODE, OperatorClient.REFRESH_TOKEN);
        }
        Set<String> grants = values.texts(map, GRANT_TYPES, "a grant type such as client_credentials");
        Node place = map.place(GRANT_TYPES);
        for (String grant : grants) {
            if (!GRANTS.contains(grant)) {
                problems.at(
                        place,
                        "there is no grant type %s; expected one of %s"
                                .formatted(Quoted.of(grant), String.join(", ", GRANTS)));
            }
        }
        if (grants.contains(OperatorClient.AUTHORIZATION_CODE) == redirects.isEmpty()) {
            problems.at(place, "authorization_code and redirect_uris belong together; expected both or neither");
        }
        boolean alone =
                grants.contains(OperatorClient.CLIENT_CREDENTIALS) || grants.contains(OperatorClient.JWT_BEARER);
        if (alone && credential instanceof Credential.Nothing) {
            problems.at(
                    place,
                    "a client that authenticates by nothing may not use client_credentials or jwt-bearer; expected %s"
                            .formatted(String.join(" or ", OperatorCredentialReader.FIELDS)));
        }
        return grants;
    }

    private @Nullable Scopes scopes(PolicyMap map) {
        Optional<ScalarNode> text =
                map.get(SCOPE).flatMap(node -> values.text(node, "scopes with spaces between them"));
        if (text.isEmpty()) {
            return null;
        }
        Scopes named = Scopes.parse(text.get().getValue());
        if (!allScopes.containsAll(named)) {
            problems.at(
                    text.get(),
                    "%s has scopes that no client may be granted; expected some of %s"
                            .formatted(Quoted.of(text.get().getValue()), Quoted.of(allScopes.toString())));
        }
        return named;
    }

    private Optional<Method> method(PolicyMap map, Credential credential) {
        Method usual = switch (credential) {
            case Credential.Nothing _ -> Method.NONE;
            case Credential.Secret _ -> Method.CLIENT_SECRET_BASIC;
            case Credential.Keys _, Credential.KeysAt _ -> Method.PRIVATE_KEY_JWT;
        };
        Optional<Node> node = map.get(METHOD);
        if (node.isEmpty()) {
            return Optional.of(usual);
        }
        Optional<Method> method = values.constant(node.get(), Method.class);
        boolean fits = method.isEmpty()
                || method.get() == usual
                || (usual == Method.CLIENT_SECRET_BASIC && method.get() == Method.CLIENT_SECRET_POST);
        if (!fits) {
            problems.at(
                    node.get(),
                    "%s does not go with what the client authenticates by; expected %s, or the line left out"
                            .formatted(PolicyMap.kind(node.get()), usual.name().toLowerCase(Locale.ROOT)));
        }
        return method;
    }

    static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text)).filter(uri -> uri.getHost() != null && Urls.isHttps(uri));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
