package dev.postern.authserver;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.Ticket;
import dev.postern.authserver.store.TicketKind;
import dev.postern.authserver.store.Tickets;
import dev.postern.config.AuthServerConfig;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/// Judges the assertions by which clients authenticate (RFC 7523 §3): signed by the client's key, for us, used once.
final class ClientAssertions {
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Set<String> audiences;
    private final ClientKeys keys;
    private final Tickets tickets;
    private final InstantSource clock;

    ClientAssertions(AuthServerConfig config, ClientKeys keys, Tickets tickets, InstantSource clock) {
        this.audiences = Set.of(config.issuer().value(), config.url(TokenEndpoint.PATH));
        this.keys = keys;
        this.tickets = tickets;
        this.clock = clock;
    }

    boolean accept(Client client, SignedJWT assertion) {
        // a client that may go without authentication may also authenticate; a secret stands for nobody's key
        if (!client.isPublic() && !ClientAuthenticationMethod.PRIVATE_KEY_JWT.equals(client.method())) {
            return false;
        }
        try {
            JWTClaimsSet claims = assertion.getJWTClaimsSet();
            return isFor(client, claims) && keys.isSigned(assertion, client) && isFirst(client, claims);
        } catch (ParseException _) {
            return false;
        }
    }

    private boolean isFor(Client client, JWTClaimsSet claims) {
        Instant now = clock.instant();
        if (claims.getExpirationTime() == null || claims.getJWTID() == null) {
            return false;
        }
        Instant expires = claims.getExpirationTime().toInstant();
        boolean inTime = now.isBefore(expires.plus(SKEW))
                && !expires.isAfter(now.plus(LONGEST).plus(SKEW));
        boolean begun = claims.getNotBeforeTime() == null
                || !claims.getNotBeforeTime().toInstant().isAfter(now.plus(SKEW));
        return inTime
                && begun
                && client.id().equals(claims.getIssuer())
                && client.id().equals(claims.getSubject())
                && claims.getAudience().stream().anyMatch(audiences::contains);
    }

    private boolean isFirst(Client client, JWTClaimsSet claims) {
        SecretHash key = SecretHash.of(client.id() + " " + claims.getJWTID());
        Instant until = claims.getExpirationTime().toInstant().plus(SKEW);
        return tickets.add(new Ticket(TicketKind.ASSERTION, key, "", until), clock.instant());
    }
}
