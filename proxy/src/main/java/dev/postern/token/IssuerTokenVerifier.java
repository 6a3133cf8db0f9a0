package dev.postern.token;

import dev.postern.config.KeysConfig;
import dev.postern.config.TrustEntry;
import dev.postern.oauth.BearerToken;
import dev.postern.outbound.IssuerClient;
import dev.postern.token.Verdict.Invalid;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Judges a token by the trust entry of the issuer it names; who is not named in the configuration is never asked.
public final class IssuerTokenVerifier implements TokenVerifier, KeyStates, AutoCloseable {
    private static final int MAX_LENGTH = 16 * 1024;

    private final Map<String, JwtVerifier> byIssuer = new LinkedHashMap<>();
    private final ExecutorService fetches = Executors.newVirtualThreadPerTaskExecutor();

    public IssuerTokenVerifier(
            List<TrustEntry> trust,
            KeysConfig keysConfig,
            IssuerClient client,
            InstantSource clock,
            KeyFetchListener listener) {
        for (TrustEntry entry : trust) {
            Discovery discovery = new Discovery(entry.issuer(), client, clock);
            KeyFetch fetch = new KeyFetch(entry.jwksUrl(), discovery, client, clock);
            RemoteKeys keys = new RemoteKeys(entry.issuer(), keysConfig, fetch, clock, fetches, listener);
            if (byIssuer.put(entry.issuer().value(), new JwtVerifier(entry, keys, clock)) != null) {
                throw new IllegalArgumentException("the issuer " + entry.issuer() + " is trusted twice");
            }
        }
    }

    @Override
    public Verdict verify(BearerToken token) {
        if (token.value().length() > MAX_LENGTH) {
            return new Invalid(InvalidReason.MALFORMED, "longer than " + MAX_LENGTH + " characters");
        }
        Optional<CompactJws> jws = CompactJws.read(token.value());
        if (jws.isEmpty()) {
            return new Invalid(InvalidReason.MALFORMED, "not a signed JWT in compact form");
        }
        return jws.get()
                .claims()
                .map(claims -> verify(new Jwt(jws.get(), claims)))
                .orElseGet(() -> new Invalid(InvalidReason.MALFORMED, "the payload is not one strict JSON object"));
    }

    private Verdict verify(Jwt jwt) {
        Optional<String> issuer = jwt.claims().string("iss");
        JwtVerifier verifier = byIssuer.get(issuer.orElse(""));
        if (verifier == null) {
            return new Invalid(
                    InvalidReason.ISSUER,
                    "expected iss to be one of " + byIssuer.keySet() + ", found "
                            + Shown.of(jwt.claims().get("iss")));
        }
        return verifier.verify(jwt);
    }

    @Override
    public List<KeyState> keyStates() {
        return byIssuer.values().stream()
                .map(verifier -> verifier.keys().keyState())
                .toList();
    }

    @Override
    public void warmUp() {
        byIssuer.values().forEach(verifier -> verifier.keys().warmUp());
    }

    @Override
    public void close() {
        fetches.shutdownNow();
    }
}
