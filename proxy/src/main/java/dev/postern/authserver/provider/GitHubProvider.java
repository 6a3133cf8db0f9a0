package dev.postern.authserver.provider;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.postern.authserver.store.SecretHash;
import dev.postern.config.AllowedUser;
import dev.postern.config.IdentityProviderConfig;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.outbound.FetchOutcome;
import dev.postern.outbound.IssuerClient;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// GitHub, by an OAuth app of ours. It has no ID tokens: whose token we got is asked for at its API, and so is at each
/// refresh whether it is still good.
public final class GitHubProvider implements RedirectProvider {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final IdentityProviderConfig.GitHub config;
    private final String callback;
    private final IssuerClient client;
    private final Endpoints endpoints;
    private final Admission admission;
    private final List<String> organizations;

    /// Where GitHub is.
    public record Endpoints(URI authorize, URI token, URI user) {
        public static final Endpoints PUBLIC = new Endpoints(
                URI.create("https://github.com/login/oauth/authorize"),
                URI.create("https://github.com/login/oauth/access_token"),
                URI.create("https://api.github.com/user"));

        URI membership(String organization) {
            return URI.create(user + "/memberships/orgs/" + URLEncoder.encode(organization, StandardCharsets.UTF_8));
        }
    }

    /// Knows GitHub by an OAuth app.
    ///
    /// @param callback where users come back to us
    public GitHubProvider(
            IdentityProviderConfig.GitHub config, String callback, IssuerClient client, Endpoints endpoints) {
        this.config = config;
        this.callback = callback;
        this.client = client;
        this.endpoints = endpoints;
        admission = new Admission(config.allowed());
        organizations = config.allowed().stream()
                .filter(one -> one.kind() == AllowedUser.Kind.ORG)
                .map(one -> one.value().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Override
    public String name() {
        return "GitHub";
    }

    private static CodeVerifier verifier(String secret) {
        return new CodeVerifier(SecretHash.of("verifier " + secret).value());
    }

    @Override
    public Departure depart(String state, String secret) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", config.clientId());
        parameters.put("redirect_uri", callback);
        parameters.put("scope", organizations.isEmpty() ? "read:user" : "read:user read:org");
        parameters.put("state", state);
        parameters.put(
                "code_challenge",
                CodeChallenge.compute(CodeChallengeMethod.S256, verifier(secret))
                        .getValue());
        parameters.put("code_challenge_method", "S256");
        return new Departure.To(Forms.append(endpoints.authorize(), parameters));
    }

    @Override
    public Arrival arrive(CallbackParameters parameters, String secret) {
        if (!parameters.error().isEmpty()) {
            return parameters.error().equals("access_denied")
                    ? new Arrival.Denied()
                    : new Arrival.Unavailable("it answered with the error " + parameters.errorCode());
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", config.clientId());
        form.put("client_secret", config.clientSecret().value());
        form.put("code", parameters.code());
        form.put("redirect_uri", callback);
        form.put("code_verifier", verifier(secret).getValue());
        FetchOutcome answer =
                client.post(endpoints.token(), Forms.TYPE, Forms.encode(form), null, "application/json", PATIENCE);
        return switch (answer) {
            case FetchOutcome.Failed failed -> new Arrival.Unavailable("token endpoint: " + failed.reason());
            case FetchOutcome.Fetched fetched ->
                StrictJson.read(fetched.text())
                        .flatMap(tokens -> tokens.string("access_token"))
                        .filter(token -> token.matches("[\\x21-\\x7e]{1,1000}"))
                        .map(this::user)
                        .orElseGet(() -> new Arrival.Unbelievable("GitHub gave no token for the code"));
        };
    }

    private Arrival user(String token) {
        return switch (get(endpoints.user(), token)) {
            case FetchOutcome.Failed failed
            when failed.status() == 401 -> new Arrival.Unbelievable("GitHub does not know its own token");
            case FetchOutcome.Failed failed -> new Arrival.Unavailable("user: " + failed.reason());
            case FetchOutcome.Fetched fetched -> {
                JsonObject user = StrictJson.read(fetched.text()).orElse(JsonObject.EMPTY);
                // a login can be given up and taken by another, the number cannot
                yield user.number("id").isPresent() && user.string("login").isPresent()
                        ? admit(
                                user.number("id").get().toBigInteger().toString(),
                                user.string("login").get(),
                                token)
                        : new Arrival.Unbelievable("GitHub's user is none");
            }
        };
    }

    private Arrival admit(String subject, String login, String token) {
        List<String> groups = new ArrayList<>();
        for (String organization : organizations) {
            switch (get(endpoints.membership(organization), token)) {
                case FetchOutcome.Failed failed when failed.status() == 403 || failed.status() == 404 -> {}
                case FetchOutcome.Failed failed -> {
                    return new Arrival.Unavailable("membership: " + failed.reason());
                }
                case FetchOutcome.Fetched fetched -> {
                    JsonObject membership = StrictJson.read(fetched.text()).orElse(JsonObject.EMPTY);
                    if (membership.string("state").orElse("").equals("active")) {
                        groups.add(organization);
                    }
                }
            }
        }
        JsonObject claims = new JsonObject(
                groups.isEmpty()
                        ? Map.of("preferred_username", login)
                        : Map.of("preferred_username", login, "groups", List.copyOf(groups)));
        return admission.admits(subject, claims, "")
                ? new Arrival.LoggedIn(new User(subject, login, claims, token))
                : new Arrival.NotAllowed();
    }

    private FetchOutcome get(URI uri, String token) {
        return client.get(uri, "Bearer " + token, PATIENCE);
    }

    @Override
    public ProviderRenewal renew(String subject, String token) {
        return switch (user(token)) {
            case Arrival.LoggedIn(User user)
            when user.subject().equals(subject) -> new ProviderRenewal.Alive(null, user.claims());
            case Arrival.LoggedIn _, Arrival.NotAllowed _, Arrival.Denied _, Arrival.Unbelievable _ ->
                new ProviderRenewal.Ended();
            case Arrival.Unavailable(String reason) -> new ProviderRenewal.Unavailable(reason);
        };
    }
}
