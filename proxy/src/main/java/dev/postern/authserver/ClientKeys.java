package dev.postern.authserver;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postern.authserver.RemoteDocuments.Reading;
import dev.postern.authserver.provider.Signatures;
import dev.postern.outbound.GuardedClient;
import java.net.URI;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.function.Consumer;

/// The keys that clients sign with: those we were given, or those at the address we were given.
final class ClientKeys {
    private static final int MAX_BYTES = 64 * 1024;

    private final GuardedClient client;
    private final RemoteDocuments<JWKSet> sets;

    ClientKeys(GuardedClient client, Consumer<String> notes, InstantSource clock) {
        this.client = client;
        this.sets = new RemoteDocuments<>(client::get, MAX_BYTES, (_, text) -> read(text), notes, clock);
    }

    /// Whether the client signed it. May block.
    boolean isSigned(SignedJWT jwt, Client by) {
        JWKSet given = by.keys();
        if (given != null) {
            return Signatures.isSigned(jwt, given);
        }
        URI uri = by.keysUri();
        if (uri == null || client.objection(uri).isPresent()) {
            return false;
        }
        return sets.find(uri)
                .filter(known -> sets.fits(uri, known, set -> Signatures.isSigned(jwt, set)))
                .isPresent();
    }

    static Reading<JWKSet> read(String text) {
        try {
            JWKSet set = JWKSet.parse(text);
            return set.getKeys().stream().anyMatch(JWK::isPrivate)
                    ? new Reading.Unfit<>("it has a private or symmetric key")
                    : new Reading.Read<>(set);
        } catch (ParseException _) {
            return new Reading.Unfit<>("it is not a JWK set");
        }
    }
}
