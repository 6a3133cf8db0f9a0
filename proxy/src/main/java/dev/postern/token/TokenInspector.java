package dev.postern.token;

import dev.postern.config.TrustEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Says of each check, in order, what it makes of a token: the very checks a request meets, but without stopping at the
/// first objection and without asking anybody.
public final class TokenInspector {
    private final List<TrustEntry> trust;
    private final WantedClaims wanted;
    private final Bindings bindings;
    private final InstantSource clock;

    public TokenInspector(List<TrustEntry> trust, Set<String> wantedClaims, Bindings bindings, InstantSource clock) {
        this.trust = List.copyOf(trust);
        this.wanted = new WantedClaims(wantedClaims);
        this.bindings = bindings;
        this.clock = clock;
    }

    /// The findings; those on the claims are left out where the token cannot be read or nobody trusts its issuer.
    public List<Finding> inspect(String token) {
        Optional<Jwt> jwt = CompactJws.read(token).flatMap(jws -> jws.claims().map(claims -> new Jwt(jws, claims)));
        if (jwt.isEmpty() && trust.stream().anyMatch(entry -> entry.introspection() != null)) {
            return List.of(Finding.content("form: no JWT, so the issuer is asked about it"));
        }
        if (jwt.isEmpty()) {
            return List.of(Finding.of(
                    "form",
                    new Verdict.Invalid(
                            InvalidReason.MALFORMED, "expected a signed JWT in compact form, found something else")));
        }
        List<Finding> findings = new ArrayList<>(List.of(Finding.content("form")));
        Optional<TrustEntry> entry = entry(jwt.get());
        if (entry.isEmpty()) {
            findings.add(Finding.of("issuer", unknownIssuer(jwt.get())));
            return findings;
        }
        findings.add(Finding.content("issuer"));
        addChecks(entry.get(), jwt.get(), findings);
        return findings;
    }

    private void addChecks(TrustEntry entry, Jwt jwt, List<Finding> findings) {
        Instant now = clock.instant();
        for (JwtChecks.Named named : new JwtChecks(entry, wanted).inOrder()) {
            findings.add(named.check()
                    .objection(jwt, now)
                    .map(invalid -> Finding.of(named.name(), invalid))
                    .orElseGet(() -> Finding.content(named.name())));
        }
        findings.add(bindings.judge(Confirmation.read(jwt.claims())));
    }

    private Optional<TrustEntry> entry(Jwt jwt) {
        String issuer = jwt.claims().string("iss").orElse("");
        return trust.stream()
                .filter(entry -> entry.issuer().value().equals(issuer))
                .findFirst();
    }

    private Verdict.Invalid unknownIssuer(Jwt jwt) {
        List<String> known = trust.stream().map(entry -> entry.issuer().value()).toList();
        return new Verdict.Invalid(
                InvalidReason.ISSUER,
                "expected iss to be one of " + known + ", found "
                        + Shown.of(jwt.claims().get("iss")));
    }
}
