package dev.postern.authserver.provider;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.postern.authserver.store.SecretHash;
import dev.postern.config.IdentityProviderConfig;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.outbound.FetchOutcome;
import dev.postern.outbound.IssuerClient;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// GitHub, by an OAuth app of ours. It has no ID tokens: whose token we got is asked for at its API, and so is at each
/// refresh whether it is still good.
public final class GitHubProvider implements RedirectProvider {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final IdentityProviderConfig.GitHub config;
    private final String callback;
    private final IssuerClient client;
    private final Endpoints endpoints;

    /// Where GitHub is.
    public record Endpoints(URI authorize, URI token, URI user) {
        public static final Endpoints PUBLIC = new Endpoints(
                URI.create("https://github.com/login/oauth/authorize"),
                URI.create("https://github.com/login/oauth/access_token"),
                URI.create("https://api.github.com/user"));
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
        parameters.put("scope", "read:user");
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
                    : new Arrival.Unavailable("GitHub answered with an error");
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
        return switch (client.get(endpoints.user(), "Bearer " + token, PATIENCE)) {
            case FetchOutcome.Failed failed -> new Arrival.Unavailable("user: " + failed.reason());
            case FetchOutcome.Fetched fetched -> {
                JsonObject user = StrictJson.read(fetched.text()).orElse(JsonObject.EMPTY);
                // a login can be given up and taken by another, the number cannot
                yield user.number("id").isPresent() && user.string("login").isPresent()
                        ? new Arrival.LoggedIn(new User(
                                user.number("id").get().toBigInteger().toString(),
                                user.string("login").get(),
                                token))
                        : new Arrival.Unbelievable("GitHub's user is none");
            }
        };
    }

    @Override
    public ProviderRenewal renew(String token) {
        return switch (client.get(endpoints.user(), "Bearer " + token, PATIENCE)) {
            case FetchOutcome.Failed failed when failed.status() == 401 -> new ProviderRenewal.Ended();
            case FetchOutcome.Failed _ -> new ProviderRenewal.Unavailable();
            case FetchOutcome.Fetched _ -> new ProviderRenewal.Alive(null);
        };
    }
}
