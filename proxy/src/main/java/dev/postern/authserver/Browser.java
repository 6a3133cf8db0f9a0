package dev.postern.authserver;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.Ticket;
import dev.postern.authserver.store.TicketKind;
import dev.postern.authserver.store.Tickets;
import dev.postern.config.AuthServerConfig;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// What we know of a browser by its cookies: that it is the one a page was made for, and who logged in with it. Where
/// we are reached by https the cookies are `__Host-` ones: ours alone, whoever else is below our domain.
final class Browser {
    private static final Duration SESSION = Duration.ofHours(8);

    private final String binding;
    private final String session;
    private final String attributes;
    private final String origin;
    private final Tickets tickets;
    private final Secrets secrets;
    private final InstantSource clock;

    Browser(AuthServerConfig config, Tickets tickets, Secrets secrets, InstantSource clock) {
        String prefix = config.isSecure() ? "__Host-" : "";
        binding = prefix + "postern-browser";
        session = prefix + "postern-session";
        attributes = "; Path=/; HttpOnly; SameSite=Lax" + (config.isSecure() ? "; Secure" : "");
        origin = config.issuer().uri().getScheme() + "://"
                + config.issuer().uri().getRawAuthority();
        this.tickets = tickets;
        this.secrets = secrets;
        this.clock = clock;
    }

    /// Somebody who logged in with a browser.
    ///
    /// @param token that forms of this login carry, and no other site knows
    record Login(String subject, String name, String token) {}

    /// A browser that a page is made for: the one that has the cookie, or gets it with the answer.
    ///
    /// @param hash of the cookie
    /// @param cookie to be set, empty where the browser has one
    record Bound(String hash, String cookie) {
        AuthResponse on(AuthResponse response) {
            return cookie.isEmpty() ? response : response.with("Set-Cookie", cookie);
        }
    }

    Bound bind(AuthRequest request) {
        Optional<String> known = request.cookie(binding).filter(value -> value.matches("[A-Za-z0-9_-]{43}"));
        if (known.isPresent()) {
            return new Bound(SecretHash.of(known.get()).value(), "");
        }
        String fresh = secrets.secret();
        return new Bound(SecretHash.of(fresh).value(), binding + "=" + fresh + attributes);
    }

    boolean isBound(AuthRequest request, PendingAuthorization pending) {
        return request.cookie(binding)
                .map(value -> SecretHash.of(value).value().equals(pending.browser()))
                .orElse(false);
    }

    /// Whether a form comes from one of our own pages, as far as the browser tells.
    boolean isOurs(AuthRequest request) {
        String site = request.field("sec-fetch-site").orElse("same-origin");
        return request.field("origin").orElse(origin).equals(origin)
                && (site.equals("same-origin") || site.equals("none"));
    }

    Optional<Login> login(AuthRequest request) {
        return request.cookie(session).flatMap(this::login);
    }

    private Optional<Login> login(String cookie) {
        return tickets.find(TicketKind.SESSION, SecretHash.of(cookie), clock.instant())
                .flatMap(ticket -> StrictJson.read(ticket.content()))
                .map(members -> new Login(text(members, "subject"), text(members, "name"), token(cookie)));
    }

    private static String token(String cookie) {
        return SecretHash.of("form " + cookie).value();
    }

    private static String text(JsonObject members, String name) {
        return members.string(name).orElse("");
    }

    /// Begins a login, under a new cookie whatever the browser had (session fixation).
    AuthResponse begin(AuthResponse response, String subject, String name) {
        String fresh = secrets.secret();
        String content = JSONObjectUtils.toJSONString(Map.of("subject", subject, "name", name));
        tickets.add(
                new Ticket(
                        TicketKind.SESSION,
                        SecretHash.of(fresh),
                        content,
                        clock.instant().plus(SESSION)),
                clock.instant());
        return response.with("Set-Cookie", session + "=" + fresh + attributes);
    }

    AuthResponse end(AuthRequest request, AuthResponse response) {
        request.cookie(session)
                .ifPresent(value -> tickets.take(TicketKind.SESSION, SecretHash.of(value), clock.instant()));
        return response.with("Set-Cookie", session + "=; Max-Age=0" + attributes);
    }
}
