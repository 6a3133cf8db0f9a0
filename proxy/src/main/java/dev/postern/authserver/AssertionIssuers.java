package dev.postern.authserver;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.authserver.RemoteDocuments.Reading;
import dev.postern.authserver.provider.Signatures;
import dev.postern.json.JsonObject;
import dev.postern.json.StrictJson;
import dev.postern.oauth.Issuer;
import dev.postern.outbound.AnswerFields;
import dev.postern.outbound.FetchOutcome;
import dev.postern.outbound.GuardedOutcome;
import dev.postern.outbound.IssuerClient;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The issuers whose assertions are believed, and their keys, by their metadata (RFC 8414).
final class AssertionIssuers {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int MAX_BYTES = 256 * 1024;

    private final Map<String, Issuer> trusted = new HashMap<>();
    private final RemoteDocuments<JsonObject> metadata;
    private final RemoteDocuments<JWKSet> keys;

    AssertionIssuers(List<Issuer> trusted, IssuerClient client, Consumer<String> notes, InstantSource clock) {
        trusted.forEach(issuer -> this.trusted.put(issuer.value(), issuer));
        RemoteDocuments.Source source = (uri, _, _) -> get(client, uri);
        this.metadata = new RemoteDocuments<>(source, MAX_BYTES, (_, text) -> object(text), notes, clock);
        this.keys = new RemoteDocuments<>(source, MAX_BYTES, (_, text) -> ClientKeys.read(text), notes, clock);
    }

    private static GuardedOutcome get(IssuerClient client, URI uri) {
        return switch (client.get(uri, PATIENCE)) {
            case FetchOutcome.Failed failed -> new GuardedOutcome.Failed(failed.reason(), false);
            case FetchOutcome.Fetched fetched -> {
                Duration maxAge = fetched.maxAge();
                Map<String, List<String>> fields =
                        maxAge == null ? Map.of() : Map.of("cache-control", List.of("max-age=" + maxAge.toSeconds()));
                yield new GuardedOutcome.Answered(fetched.text(), false, new AnswerFields(fields));
            }
        };
    }

    private static Reading<JsonObject> object(String text) {
        return StrictJson.read(text)
                .<Reading<JsonObject>>map(Reading.Read::new)
                .orElseGet(() -> new Reading.Unfit<>("it is not a JSON object"));
    }

    /// What can be said about who signed something.
    enum Signer {
        ISSUER,
        SOMEBODY_ELSE,
        UNKNOWN_NOW
    }

    boolean trusts(String issuer) {
        return trusted.containsKey(issuer);
    }

    /// Whether a trusted issuer signed it. May block.
    Signer signer(SignedJWT jwt, String name) {
        Issuer issuer = trusted.get(name);
        Optional<URI> uri = issuer == null ? Optional.empty() : keysOf(issuer);
        Optional<JWKSet> known = uri.flatMap(keys::find);
        if (uri.isEmpty() || known.isEmpty()) {
            return Signer.UNKNOWN_NOW;
        }
        boolean signed = keys.fits(uri.get(), known.get(), set -> Signatures.isSigned(jwt, set));
        return signed ? Signer.ISSUER : Signer.SOMEBODY_ELSE;
    }

    private Optional<URI> keysOf(Issuer issuer) {
        List<URI> places = new ArrayList<>(places(issuer));
        places.sort(Comparator.comparing((URI place) -> !metadata.knows(place)));
        for (URI place : places) {
            Optional<JsonObject> found = metadata.find(place)
                    .filter(members -> members.string("issuer").orElse("").equals(issuer.value()));
            if (found.isPresent()) {
                return found.flatMap(members -> members.string("jwks_uri")).flatMap(text -> uri(issuer, text));
            }
        }
        return Optional.empty();
    }

    /// Where providers that vouch have it, and then where the RFC has it.
    private static List<URI> places(Issuer issuer) {
        List<URI> places = issuer.metadataPlaces();
        return List.of(places.getLast(), places.getFirst());
    }

    private static Optional<URI> uri(Issuer issuer, String text) {
        try {
            URI uri = URI.create(text);
            boolean downgraded =
                    "https".equalsIgnoreCase(issuer.uri().getScheme()) && !"https".equalsIgnoreCase(uri.getScheme());
            return downgraded ? Optional.empty() : Optional.of(uri);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
