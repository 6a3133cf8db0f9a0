package dev.postern.authserver;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.postern.authserver.provider.VouchedUsers;
import dev.postern.authserver.store.SecretHash;
import dev.postern.authserver.store.Ticket;
import dev.postern.authserver.store.TicketKind;
import dev.postern.authserver.store.Tickets;
import dev.postern.config.AuthServerConfig;
import dev.postern.oauth.Scopes;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A token for a user whom a trusted issuer vouches for, to the client it names (RFC 7523 §2.1,
/// draft-ietf-oauth-identity-assertion-authz-grant): the enterprise's provider decided, so nobody is asked here. Never
/// a
/// refresh token: the provider is to decide again.
final class AssertionGrant {
    static final String PROFILE = "urn:ietf:params:oauth:grant-profile:id-jag";
    private static final JOSEObjectType TYPE = new JOSEObjectType("oauth-id-jag+jwt");
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final AuthServerConfig config;
    private final AssertionIssuers issuers;
    private final Subjects subjects;
    private final VouchedUsers users;
    private final Resources resources;
    private final IssuedTokens issued;
    private final Tickets tickets;
    private final InstantSource clock;

    AssertionGrant(
            AuthServerConfig config,
            AssertionIssuers issuers,
            Subjects subjects,
            Resources resources,
            IssuedTokens issued,
            Tickets tickets,
            InstantSource clock) {
        this.config = config;
        this.issuers = issuers;
        this.subjects = subjects;
        this.users = new VouchedUsers(config.provider());
        this.resources = resources;
        this.issued = issued;
        this.tickets = tickets;
        this.clock = clock;
    }

    AuthResponse answer(TokenQuestion question, JWT assertion) {
        if (question.client().isPublic()) {
            return refuse(question, OAuth2Error.UNAUTHORIZED_CLIENT.setDescription("The client has to authenticate"));
        }
        JWTClaimsSet claims;
        try {
            claims = assertion.getJWTClaimsSet();
        } catch (ParseException _) {
            return refuse(question, wrong("cannot be read"));
        }
        if (!(assertion instanceof SignedJWT signed) || claims == null) {
            return refuse(question, wrong("is not signed"));
        }
        ErrorObject objection = objection(question.client(), signed, claims);
        if (objection != null) {
            return refuse(question, objection);
        }
        return switch (issuers.signer(signed, claims.getIssuer())) {
            case UNKNOWN_NOW ->
                AuthResponse.error(503, "temporarily_unavailable", "The issuer's keys cannot be had at the moment")
                        .with("Retry-After", "5");
            case SOMEBODY_ELSE -> refuse(question, wrong("is not signed by its issuer"));
            case ISSUER -> grant(question, claims);
        };
    }

    private @Nullable ErrorObject objection(Client client, SignedJWT signed, JWTClaimsSet claims) {
        if (!TYPE.equals(signed.getHeader().getType())) {
            return wrong("is not of type " + TYPE.getType());
        }
        if (claims.getIssuer() == null || !issuers.trusts(claims.getIssuer())) {
            return wrong("is of an issuer that is not trusted");
        }
        if (!claims.getAudience().equals(List.of(config.issuer().value()))) {
            return wrong("is not for this authorization server");
        }
        if (!client.id().equals(claims.getClaim("client_id"))) {
            return wrong("is for another client");
        }
        String subject = claims.getSubject();
        if (subject == null || !subject.matches("[\\x20-\\x7e]{1,255}") || subject.isBlank()) {
            return wrong("does not say whom it is about");
        }
        String id = claims.getJWTID();
        return id == null || id.isBlank() || id.length() > 255 || !isOfNow(claims)
                ? wrong("has expired, lasts too long, or has no jti")
                : null;
    }

    private boolean isOfNow(JWTClaimsSet claims) {
        Date expiry = claims.getExpirationTime();
        Date issuedAt = claims.getIssueTime();
        Date begin = claims.getNotBeforeTime();
        if (expiry == null || issuedAt == null) {
            return false;
        }
        Instant now = clock.instant();
        Instant latest = now.plus(LONGEST).plus(SKEW);
        return now.isBefore(expiry.toInstant().plus(SKEW))
                && expiry.toInstant().isBefore(latest)
                && !issuedAt.toInstant().isAfter(now.plus(SKEW))
                && issuedAt.toInstant().isAfter(now.minus(LONGEST).minus(SKEW))
                && (begin == null || !begin.toInstant().isAfter(now.plus(SKEW)));
    }

    private AuthResponse grant(TokenQuestion question, JWTClaimsSet claims) {
        String subject = subjects.of(claims.getIssuer(), claims.getSubject());
        if (!users.admits(claims) || (subjects.isTaken(subject) && subject.equals(claims.getSubject()))) {
            return refuse(question, wrong("is about somebody who cannot be a user here"));
        }
        Optional<List<String>> audiences = audiences(question, claims);
        if (audiences.isEmpty()) {
            return refuse(
                    question, OAuth2Error.INVALID_TARGET.setDescription("The assertion is not for this resource"));
        }
        Scopes scopes = scopes(question, claims);
        if (scopes.isEmpty() && !config.scopes().isEmpty()) {
            return refuse(question, OAuth2Error.INVALID_SCOPE.setDescription("Nothing that is asked for is granted"));
        }
        if (!isFirst(claims)) {
            return refuse(question, wrong("was used before"));
        }
        return issued.of(question.client(), subject, scopes, audiences.get());
    }

    /// Both the assertion and the request may say whom the token is for; both must mean us.
    private Optional<List<String>> audiences(TokenQuestion question, JWTClaimsSet claims) {
        List<String> named = new ArrayList<>(question.resources());
        Object claim = claims.getClaim("resource");
        switch (claim) {
            case null -> {}
            case String one -> named.add(one);
            case List<?> several -> several.forEach(one -> named.add(String.valueOf(one)));
            default -> {
                return Optional.empty();
            }
        }
        return resources.audiences(named);
    }

    /// What the issuer granted, of what is asked for, of what there is.
    private Scopes scopes(TokenQuestion question, JWTClaimsSet claims) {
        Set<String> granted = new LinkedHashSet<>();
        if (claims.getClaim("scope") instanceof String text) {
            granted.addAll(List.of(text.split(" +", -1)));
        }
        if (question.scope() != null) {
            granted.retainAll(question.scope().toStringList());
        }
        granted.retainAll(question.client().atMost(config.scopes()).values());
        return Scopes.of(granted);
    }

    private boolean isFirst(JWTClaimsSet claims) {
        SecretHash key = SecretHash.of("id-jag " + claims.getIssuer() + " " + claims.getJWTID());
        Instant until = claims.getExpirationTime().toInstant().plus(SKEW);
        return tickets.add(new Ticket(TicketKind.ASSERTION, key, "", until), clock.instant());
    }

    private static ErrorObject wrong(String what) {
        return CodeGrant.refusal("The assertion " + what);
    }

    private static AuthResponse refuse(TokenQuestion question, ErrorObject error) {
        return OAuthAnswers.error(question.request(), error);
    }
}
