package dev.postern.authserver.provider;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.postern.authserver.store.SecretHash;
import dev.postern.config.IdentityProviderConfig;
import dev.postern.config.ProviderPreset;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.outbound.FetchOutcome;
import dev.postern.outbound.IssuerClient;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An OpenID Connect provider that knows us as one confidential client. It never sees our clients, nor what their
/// tokens
/// are for; its own tokens stay with us.
public final class OidcProvider implements RedirectProvider {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /// What a provider says of a login that is over, whatever the status: Auth0's is 403. With `invalid_client` it says
    /// that we are set up wrongly, and nothing of the user.
    private static final Set<String> ENDED =
            Set.of("invalid_grant", "interaction_required", "login_required", "consent_required");

    private final IdentityProviderConfig.OpenIdConnect config;
    private final String callback;
    private final IssuerClient client;
    private final IdTokens idTokens;
    private final Admission admission;

    /// Knows a provider by one client.
    ///
    /// @param callback where users come back to us
    public OidcProvider(
            IdentityProviderConfig.OpenIdConnect config, String callback, IssuerClient client, InstantSource clock) {
        this.config = config;
        this.callback = callback;
        this.client = client;
        idTokens = new IdTokens(config.issuer(), config.clientId(), config.preset() == ProviderPreset.GOOGLE, clock);
        admission = new Admission(config.allowed());
    }

    @Override
    public String name() {
        return URI.create(config.issuer().value()).getHost();
    }

    @Override
    public Departure depart(String state, String secret) {
        return switch (metadata()) {
            case Metadata.Missing(String reason) -> new Departure.Unavailable(reason);
            case Metadata.Found(JsonObject metadata) ->
                endpoint(metadata, "authorization_endpoint")
                        .<Departure>map(uri -> new Departure.To(Forms.append(uri, request(state, secret))))
                        .orElseGet(() -> new Departure.Unavailable("metadata without an authorization_endpoint"));
        };
    }

    /// What the provider is asked with: no `resource`, which some refuse, and no scope of ours, which none knows.
    private Map<String, String> request(String state, String secret) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", config.clientId());
        parameters.put("redirect_uri", callback);
        parameters.put("scope", config.preset().scopes());
        parameters.put("state", state);
        parameters.put("nonce", nonce(secret));
        parameters.put(
                "code_challenge",
                CodeChallenge.compute(CodeChallengeMethod.S256, verifier(secret))
                        .getValue());
        parameters.put("code_challenge_method", "S256");
        parameters.putAll(Forms.parse(config.preset().parameters()));
        return parameters;
    }

    private static String nonce(String secret) {
        return SecretHash.of("nonce " + secret).value();
    }

    private static CodeVerifier verifier(String secret) {
        return new CodeVerifier(SecretHash.of("verifier " + secret).value());
    }

    @Override
    public Arrival arrive(CallbackParameters parameters, String secret) {
        return switch (metadata()) {
            case Metadata.Missing(String reason) -> new Arrival.Unavailable(reason);
            case Metadata.Found(JsonObject metadata) -> arrive(metadata, parameters, secret);
        };
    }

    private Arrival arrive(JsonObject metadata, CallbackParameters parameters, String secret) {
        boolean mustSay = Boolean.TRUE.equals(metadata.get("authorization_response_iss_parameter_supported"));
        String issuer = parameters.issuer();
        if (issuer.isEmpty() ? mustSay : !issuer.equals(config.issuer().value())) {
            return new Arrival.Unbelievable("an answer of another issuer");
        }
        if (!parameters.error().isEmpty()) {
            return parameters.error().equals("access_denied")
                    ? new Arrival.Denied()
                    : new Arrival.Unavailable("it answered with the error " + parameters.errorCode());
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", parameters.code());
        form.put("redirect_uri", callback);
        form.put("code_verifier", verifier(secret).getValue());
        return switch (token(metadata, form)) {
            case FetchOutcome.Failed failed -> new Arrival.Unavailable("token endpoint: " + failed.reason());
            case FetchOutcome.Fetched fetched -> user(metadata, fetched.text(), nonce(secret));
        };
    }

    private Arrival user(JsonObject metadata, String answer, String nonce) {
        JsonObject tokens = StrictJson.read(answer).orElse(JsonObject.EMPTY);
        return switch (keys(metadata)) {
            case FetchOutcome.Failed failed -> new Arrival.Unavailable("keys: " + failed.reason());
            case FetchOutcome.Fetched keys ->
                idTokens.read(tokens.string("id_token").orElse(""), keys.text(), nonce)
                        .map(claims -> admit(claims, tokens))
                        .orElseGet(() -> new Arrival.Unbelievable("an ID token that is not for us, or not of now"));
        };
    }

    private Arrival admit(IdTokenClaims claims, JsonObject tokens) {
        return admission.admits(claims.subject(), claims.told(), claims.domain())
                ? new Arrival.LoggedIn(new User(
                        claims.subject(),
                        claims.name(),
                        claims.told(),
                        tokens.string("refresh_token").orElse(null)))
                : new Arrival.NotAllowed();
    }

    private FetchOutcome keys(JsonObject metadata) {
        Optional<URI> jwks = endpoint(metadata, "jwks_uri");
        return jwks.isEmpty()
                ? new FetchOutcome.Failed("metadata without a jwks_uri")
                : client.get(jwks.get(), PATIENCE);
    }

    @Override
    public ProviderRenewal renew(String subject, String refreshToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        return switch (metadata()) {
            case Metadata.Missing(String reason) -> new ProviderRenewal.Unavailable(reason);
            case Metadata.Found(JsonObject metadata) ->
                switch (token(metadata, form)) {
                    case FetchOutcome.Failed failed
                    when ENDED.contains(failed.error()) && failed.status() < 500 -> new ProviderRenewal.Ended();
                    case FetchOutcome.Failed failed ->
                        new ProviderRenewal.Unavailable("token endpoint: " + failed.reason());
                    case FetchOutcome.Fetched fetched -> renewed(metadata, fetched.text(), subject);
                };
        };
    }

    /// With an ID token the provider says anew who the user is and what groups they have (OpenID Connect Core §12.2).
    private ProviderRenewal renewed(JsonObject metadata, String answer, String subject) {
        JsonObject tokens = StrictJson.read(answer).orElse(JsonObject.EMPTY);
        String next = tokens.string("refresh_token").orElse(null);
        Optional<String> idToken = tokens.string("id_token");
        if (idToken.isEmpty() || !(keys(metadata) instanceof FetchOutcome.Fetched keys)) {
            return new ProviderRenewal.Alive(next, null);
        }
        return idTokens.read(idToken.get(), keys.text(), null)
                .filter(claims ->
                        claims.subject().equals(subject) && admission.admits(subject, claims.told(), claims.domain()))
                .<ProviderRenewal>map(claims -> new ProviderRenewal.Alive(next, claims.told()))
                .orElseGet(ProviderRenewal.Ended::new);
    }

    private FetchOutcome token(JsonObject metadata, Map<String, String> form) {
        Optional<URI> endpoint = endpoint(metadata, "token_endpoint");
        if (endpoint.isEmpty()) {
            return new FetchOutcome.Failed("metadata without a token_endpoint");
        }
        boolean basic = metadata.strings("token_endpoint_auth_methods_supported")
                .map(methods -> methods.contains("client_secret_basic"))
                .orElse(true);
        String secret = config.clientSecret().value();
        if (!basic) {
            form.put("client_id", config.clientId());
            form.put("client_secret", secret);
        }
        return client.post(
                endpoint.get(),
                Forms.TYPE,
                Forms.encode(form),
                basic ? Forms.basic(config.clientId(), secret) : null,
                "application/json",
                PATIENCE);
    }

    /// What the provider says of itself.
    private sealed interface Metadata {
        record Found(JsonObject metadata) implements Metadata {}

        record Missing(String reason) implements Metadata {}
    }

    private Metadata metadata() {
        String issuer = config.issuer().value();
        URI uri = URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
        return switch (client.get(uri, PATIENCE)) {
            case FetchOutcome.Failed failed -> new Metadata.Missing(failed.reason());
            case FetchOutcome.Fetched fetched ->
                StrictJson.read(fetched.text())
                        .filter(found -> found.string("issuer").orElse("").equals(issuer))
                        .<Metadata>map(Metadata.Found::new)
                        .orElseGet(() -> new Metadata.Missing("no metadata of the issuer " + issuer));
        };
    }

    private static Optional<URI> endpoint(JsonObject metadata, String name) {
        try {
            return metadata.string(name).map(URI::create);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
