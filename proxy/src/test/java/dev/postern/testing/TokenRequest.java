package dev.postern.testing;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a token shall say; every part of a good one can be changed, removed or forged before it is minted.
public final class TokenRequest {
    private final Map<String, @Nullable Object> header = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    private TestKey key;

    TokenRequest(String issuer, TestKey key, Instant now) {
        this.key = key;
        header.put("typ", "at+jwt");
        claims.put("iss", issuer);
        claims.put("sub", "alice");
        claims.put("client_id", "test-client");
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(Duration.ofMinutes(5)).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
    }

    public TokenRequest audience(String... audiences) {
        return claim("aud", audiences.length == 1 ? audiences[0] : List.of(audiences));
    }

    public TokenRequest subject(String subject) {
        return claim("sub", subject);
    }

    public TokenRequest scope(String scope) {
        return claim("scope", scope);
    }

    public TokenRequest expiresAt(Instant at) {
        return claim("exp", at.getEpochSecond());
    }

    /// Sets a claim; null writes a JSON null.
    public TokenRequest claim(String name, @Nullable Object value) {
        claims.put(name, value);
        return this;
    }

    public TokenRequest without(String claim) {
        claims.remove(claim);
        return this;
    }

    /// Sets a header parameter; `alg` and `kid` come from the key unless set here.
    public TokenRequest header(String name, @Nullable Object value) {
        header.put(name, value);
        return this;
    }

    public TokenRequest withoutHeader(String name) {
        header.put(name, Absent.ABSENT);
        return this;
    }

    /// Signs with another key than the issuer's newest.
    public TokenRequest signedBy(TestKey other) {
        key = other;
        return this;
    }

    /// The token in compact form.
    public String mint() {
        return mint(json(completeHeader()), json(claims));
    }

    /// A token with this very text as payload, signed.
    public String mintPayload(String payload) {
        return mint(json(completeHeader()), payload);
    }

    /// A token with this very text as header, signed.
    public String mintHeader(String headerText) {
        return mint(headerText, json(claims));
    }

    private String mint(String headerText, String payload) {
        String input = Base64URL.encode(headerText) + "." + Base64URL.encode(payload);
        return input + "." + key.sign(input);
    }

    private Map<String, @Nullable Object> completeHeader() {
        Map<String, @Nullable Object> complete = new LinkedHashMap<>();
        complete.put("alg", key.algorithm());
        complete.put("kid", key.kid());
        complete.putAll(header);
        complete.values().removeIf(value -> value == Absent.ABSENT);
        return complete;
    }

    private static String json(Map<String, @Nullable Object> object) {
        return Objects.requireNonNull(JSONObjectUtils.toJSONString(object));
    }

    private enum Absent {
        ABSENT
    }
}
