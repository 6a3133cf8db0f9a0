package dev.postern.authserver;

import dev.postern.authserver.store.StoreUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// All endpoints under one roof: methods, CORS, rate limits and trouble with the store are the same for each of them.
public final class AuthorizationServer {
    private final Map<String, Route> routes;
    private final String registrations;
    private final HumanPages pages;

    /// @param routes by their paths
    /// @param registrations the path in front of a registration's id
    AuthorizationServer(Map<String, Route> routes, String registrations, HumanPages pages) {
        this.routes = Map.copyOf(routes);
        this.registrations = registrations;
        this.pages = pages;
    }

    /// Whether something of ours is there.
    public boolean serves(String path) {
        return route(path).isPresent();
    }

    private Optional<Route> route(String path) {
        Route exact = routes.get(path);
        return exact == null && path.startsWith(registrations) && path.length() > registrations.length()
                ? Optional.ofNullable(routes.get(registrations))
                : Optional.ofNullable(exact);
    }

    /// Answers a request to a path that is served. May block.
    public AuthResponse answer(AuthRequest request) {
        Route route = route(request.path()).orElseThrow(() -> new IllegalArgumentException("nothing is there"));
        boolean shared = route.sharing() == Route.Sharing.ANYBODY;
        String allowed = String.join(", ", route.methods()) + (shared ? ", OPTIONS" : "");
        if (shared && request.is("OPTIONS")) {
            return preflight(request, allowed);
        }
        AuthResponse response = dispatch(request, route, allowed);
        return finish(shared ? response.with("Access-Control-Allow-Origin", "*") : response);
    }

    private AuthResponse dispatch(AuthRequest request, Route route, String allowed) {
        boolean head = request.is("HEAD") && route.methods().contains("GET");
        if (!head && !route.methods().contains(request.method())) {
            return AuthResponse.error(405, "method_not_allowed", "This method is not allowed here")
                    .with("Allow", allowed);
        }
        Optional<Duration> wait = route.limit().take(request.network());
        if (wait.isPresent()) {
            return tooMany(route, wait.get());
        }
        AuthResponse response = endpoint(request, route);
        route.limit().answered(request.network(), response.status());
        return response;
    }

    private AuthResponse endpoint(AuthRequest request, Route route) {
        if (!request.isText()) {
            return route.sharing() == Route.Sharing.NOBODY
                    ? pages.problem(400, "problem.request")
                    : AuthResponse.error(400, "invalid_request", "A parameter has a character that none has");
        }
        if (request.is("POST")
                && route.sharing() == Route.Sharing.ANYBODY
                && AuthRequest.repeats(request.parameters())) {
            return AuthResponse.error(400, "invalid_request", "A parameter is there more than once");
        }
        try {
            return route.endpoint().answer(request);
        } catch (StoreUnavailable _) {
            return route.sharing() == Route.Sharing.NOBODY
                    ? pages.problem(503, "problem.store").with("Retry-After", "5")
                    : AuthResponse.error(503, "temporarily_unavailable", "Nothing can be looked up at the moment")
                            .with("Retry-After", "5");
        }
    }

    private AuthResponse tooMany(Route route, Duration wait) {
        AuthResponse refused = route.sharing() == Route.Sharing.NOBODY
                ? pages.problem(429, "problem.many")
                : AuthResponse.error(429, "too_many_requests", "Too many requests came from this address");
        return refused.with("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }

    private static AuthResponse preflight(AuthRequest request, String allowed) {
        AuthResponse answer = AuthResponse.empty(204)
                .with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Allow-Methods", allowed)
                .with("Allow", allowed)
                .with("Access-Control-Max-Age", "7200")
                .with("Vary", "Access-Control-Request-Headers");
        String asked = request.field("access-control-request-headers").orElse("");
        return asked.matches("[A-Za-z0-9_, -]{1,1000}") ? answer.with("Access-Control-Allow-Headers", asked) : answer;
    }

    /// Nothing of ours is kept on the way, unless it says so itself.
    private static AuthResponse finish(AuthResponse response) {
        return response.field("Cache-Control").isEmpty() ? response.with("Cache-Control", "no-store") : response;
    }
}
