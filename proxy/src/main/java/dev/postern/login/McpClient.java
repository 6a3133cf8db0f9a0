package dev.postern.login;

import dev.postern.login.McpReply.Fault;
import dev.postern.login.McpReply.InsufficientScope;
import dev.postern.login.McpReply.Result;
import dev.postern.login.McpReply.Unauthorized;
import dev.postern.login.McpReply.Unusable;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A client of one MCP server, for a person or a script: logs in, hands out tokens, calls, logs out.
public final class McpClient implements AutoCloseable {
    private final Endpoint endpoint;
    private final Person person;
    private final HttpCalls calls;
    private final Store store;
    private final TokenEndpoint tokens;
    private final Renewal renewal;
    private final Login login;
    private final Duration patience;

    /// @param folder where logins are kept, [#folder(Map, String)] for a user's own
    /// @param patience how long a server may take for an answer
    public McpClient(
            Endpoint endpoint,
            Path folder,
            Person person,
            InstantSource clock,
            SecureRandom random,
            Duration patience) {
        AllowedAddresses allowed =
                new AllowedAddresses(InetAddress::getAllByName, Optional.ofNullable(ProxySelector.getDefault()));
        allowed.name(endpoint.uri());
        this.endpoint = endpoint;
        this.person = person;
        this.patience = patience;
        this.calls = new HttpCalls(allowed, patience);
        this.store = new Store(new StoreFolder(folder));
        this.tokens = new TokenEndpoint(calls, clock);
        this.renewal = new Renewal(store, tokens, clock);
        this.login = new Login(calls, tokens, store, person, random);
    }

    /// Where a user's logins are.
    ///
    /// @param environment the variables
    /// @param home the user's home
    public static Path folder(Map<String, String> environment, String home) {
        return StoreFolder.of(environment, home);
    }

    /// Logs in and tells what came of it, in sentences for the person.
    public List<String> login(LoginOptions options) throws LoginException {
        Optional<BearerChallenge> challenge = new Probe(calls, patience).challenge(endpoint);
        if (challenge.isEmpty()) {
            return List.of(endpoint + " lets everybody in; there is nothing to log in to.");
        }
        Grant grant = login.run(endpoint, challenge.get(), options);
        Tokens fresh = grant.tokens();
        List<String> told = new ArrayList<>();
        told.add("Logged in to " + endpoint + " by " + grant.issuer() + ".");
        told.add("Granted: " + (fresh.granted().isEmpty() ? "what the server gives unasked" : fresh.granted()) + ".");
        if (fresh.expiresAt() != null) {
            boolean renewable = grant.machine() || fresh.refresh() != null;
            told.add("The token is good until " + fresh.expiresAt().truncatedTo(ChronoUnit.SECONDS)
                    + (renewable ? ", and is renewed when needed." : ", and has to be got by a login again then."));
        }
        return told;
    }

    /// An access token that is good for a while.
    public String token() throws LoginException {
        return renewal.fresh(endpoint).tokens().access().value();
    }

    /// Calls a method.
    ///
    /// @param params a JSON object's text
    /// @param headers what to send besides
    /// @param longest how long to wait for an answer
    public CallResult call(
            String method, String params, Map<String, String> headers, LoginOptions options, Duration longest)
            throws LoginException {
        if (JsonText.members(params).isEmpty()) {
            throw new LoginException(
                    "The parameters are a JSON object, for example {\"name\":\"about\"}; found " + Shown.of(params));
        }
        McpTransport transport = new McpTransport(
                calls, endpoint, headers, message -> person.tell().println(Shown.of(message)));
        McpConversation conversation = new McpConversation(transport);
        AuthorizedCall call = new AuthorizedCall(
                endpoint,
                token -> Deadline.within(longest, () -> conversation.call(method, params, token)),
                renewal,
                login,
                store,
                person);
        return switch (call.run(options)) {
            case Result result -> new CallResult(JsonText.indented(result.json()), true, isError(result));
            case Fault fault -> new CallResult(JsonText.indented(fault.json()), false, true);
            case Unauthorized _, InsufficientScope _, Unusable _ ->
                throw new IllegalStateException("an authorized call ends otherwise");
        };
    }

    /// A tool that failed says so within its result.
    private static boolean isError(Result result) {
        return JsonText.members(result.json())
                .map(members -> members.getOrDefault("isError", "false").equals("true"))
                .orElse(false);
    }

    /// Gives the tokens back where the server takes them, and forgets the login and the registration.
    public List<String> logout() throws LoginException {
        try (StoreLock _ = store.lock(endpoint)) {
            Optional<Grant> kept = store.grant(endpoint);
            if (kept.isEmpty()) {
                return List.of("You were not logged in to " + endpoint + ".");
            }
            String revoked = revoked(kept.get());
            store.forget(endpoint);
            store.forgetClient(kept.get().issuer());
            return List.of("Logged out of " + endpoint + "; " + revoked);
        }
    }

    private String revoked(Grant grant) throws LoginException {
        String until = "its access token is good until it expires";
        if (grant.revocationEndpoint() == null) {
            return grant.issuer() + " takes no tokens back, so " + until + ".";
        }
        RefreshToken refresh = grant.tokens().refresh();
        List<String> failures = new ArrayList<>();
        if (refresh != null) {
            tokens.revoke(grant.revocationEndpoint(), grant.client(), refresh.value(), "refresh_token")
                    .ifPresent(failures::add);
        }
        tokens.revoke(
                        grant.revocationEndpoint(),
                        grant.client(),
                        grant.tokens().access().value(),
                        "access_token")
                .ifPresent(failures::add);
        return failures.isEmpty()
                ? grant.issuer() + " took the tokens back."
                : grant.issuer() + " did not take the tokens back (" + String.join(", ", failures) + "); " + until
                        + ".";
    }

    @Override
    public void close() {
        calls.close();
    }
}
