package dev.postern.authserver;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.Prompt;
import dev.postern.config.AuthServerConfig;
import dev.postern.oauth.Scopes;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads an authorization request (RFC 6749 §4.1.1). What is wrong with the client or its address is told to the user,
/// who is sent nowhere; everything else to the client (§4.1.2.1).
final class AuthorizationReader {
    private static final int MAX_STATE = 4096;

    private final AuthServerConfig config;
    private final ClientLookup clients;
    private final Resources resources;

    AuthorizationReader(AuthServerConfig config, ClientLookup clients, Resources resources) {
        this.config = config;
        this.clients = clients;
        this.resources = resources;
    }

    /// What came of reading.
    sealed interface Reading {
        /// It is complete, but for its user.
        record Read(PendingAuthorization pending) implements Reading {}

        /// The user is told.
        ///
        /// @param text the key of the sentence
        record ForTheUser(String text) implements Reading {}

        /// The client is told.
        record ForTheClient(String target, @Nullable String state, ErrorObject error) implements Reading {}
    }

    Reading read(Map<String, List<String>> parameters, String browser) {
        String id = one(parameters, "client_id").orElse("");
        Optional<Client> client = clients.find(id);
        if (client.isEmpty() && DocumentClients.isDocument(id)) {
            return new Reading.ForTheUser("problem.document");
        }
        if (client.isEmpty() || !client.get().mayUse(GrantType.AUTHORIZATION_CODE)) {
            return new Reading.ForTheUser("problem.client");
        }
        Optional<String> target = target(parameters, client.get());
        return target.isEmpty()
                ? new Reading.ForTheUser("problem.redirect")
                : read(parameters, browser, client.get(), target.get());
    }

    /// The address to go back to: the one that is named and registered, or the only one.
    private static Optional<String> target(Map<String, List<String>> parameters, Client client) {
        List<String> registered = client.redirectUris();
        if (!parameters.containsKey("redirect_uri")) {
            return registered.size() == 1 ? Optional.of(registered.getFirst()) : Optional.empty();
        }
        return one(parameters, "redirect_uri").filter(named -> RedirectUris.isRegistered(named, registered));
    }

    private Reading read(Map<String, List<String>> parameters, String browser, Client client, String target) {
        String state = one(parameters, "state").orElse(null);
        if (AuthRequest.repeats(parameters)) {
            ErrorObject repeated = OAuth2Error.INVALID_REQUEST.setDescription("A parameter is there more than once");
            return new Reading.ForTheClient(target, state, repeated);
        }
        AuthorizationRequest request;
        try {
            request = AuthorizationRequest.parse(parameters);
        } catch (ParseException e) {
            ErrorObject error = e.getErrorObject() == null ? OAuth2Error.INVALID_REQUEST : e.getErrorObject();
            return new Reading.ForTheClient(target, state, error);
        } catch (IllegalArgumentException e) {
            // the library says so where a value cannot even be held
            return new Reading.ForTheClient(target, state, OAuth2Error.INVALID_REQUEST);
        }
        ErrorObject objection = objection(request, state);
        if (objection != null) {
            return new Reading.ForTheClient(target, state, objection);
        }
        Optional<List<String>> audiences = resources.audiences(parameters.getOrDefault("resource", List.of()));
        if (audiences.isEmpty()) {
            return new Reading.ForTheClient(target, state, OAuth2Error.INVALID_TARGET);
        }
        Optional<Scopes> scopes = scopes(request, client.atMost(config.scopes()));
        if (scopes.isEmpty()) {
            return new Reading.ForTheClient(target, state, OAuth2Error.INVALID_SCOPE);
        }
        Prompt prompt = request.getPrompt();
        return new Reading.Read(new PendingAuthorization(
                browser,
                client.id(),
                one(parameters, "redirect_uri").orElse(""),
                target,
                state,
                request.getCodeChallenge().getValue(),
                scopes.get(),
                audiences.get(),
                prompt != null && (prompt.contains(Prompt.Type.LOGIN) || prompt.contains(Prompt.Type.SELECT_ACCOUNT)),
                false,
                "",
                "",
                null));
    }

    private static @Nullable ErrorObject objection(AuthorizationRequest request, @Nullable String state) {
        if (request.specifiesRequestObject()) {
            return request.getRequestURI() == null
                    ? OAuth2Error.REQUEST_NOT_SUPPORTED
                    : OAuth2Error.REQUEST_URI_NOT_SUPPORTED;
        }
        if (!ResponseType.CODE.equals(request.getResponseType())) {
            return OAuth2Error.UNSUPPORTED_RESPONSE_TYPE;
        }
        if (request.getResponseMode() != null && !ResponseMode.QUERY.equals(request.getResponseMode())) {
            return OAuth2Error.INVALID_REQUEST.setDescription("Only response_mode query is known");
        }
        if (request.getCodeChallenge() == null
                || !CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod())
                || !request.getCodeChallenge().getValue().matches("[A-Za-z0-9_-]{43}")) {
            return OAuth2Error.INVALID_REQUEST.setDescription("A code_challenge by S256 is required");
        }
        if (state != null && state.length() > MAX_STATE) {
            return OAuth2Error.INVALID_REQUEST.setDescription("The state is too long");
        }
        // every client is shown to its user each time, so nothing can be done behind the user's back
        return request.getPrompt() != null && request.getPrompt().contains(Prompt.Type.NONE)
                ? new ErrorObject("interaction_required", "The user has to be asked")
                : null;
    }

    /// What we know of what is asked for: clients ask for `openid` and the like wherever they are. All we have where
    /// nothing is asked for.
    private static Optional<Scopes> scopes(AuthorizationRequest request, Scopes most) {
        List<String> asked =
                request.getScope() == null ? List.of() : request.getScope().toStringList();
        Set<String> known = new LinkedHashSet<>(asked);
        known.removeIf(scope -> !most.values().contains(scope) && !scope.equals(AccessTokens.OFFLINE_ACCESS));
        if (asked.isEmpty()) {
            return Optional.of(most);
        }
        return known.isEmpty() && !most.isEmpty() ? Optional.empty() : Optional.of(Scopes.of(known));
    }

    private static Optional<String> one(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 && !values.getFirst().isBlank() ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /// Where a user is sent back to, as much of it as a person can judge.
    static String shownTarget(String target) {
        URI uri = URI.create(target);
        if (uri.getHost() == null) {
            return uri.getScheme() + ":";
        }
        boolean ofTheWeb = uri.getScheme().matches("(?i)https?");
        return ofTheWeb ? uri.getRawAuthority() : uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
