package dev.postern.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what the upstream is told of who asks.
final class IdentityReader {
    private final Values values;
    private final TextFiles files;

    IdentityReader(Values values, TextFiles files) {
        this.values = values;
        this.files = files;
    }

    IdentityConfig read(List<TrustEntry> trust, Endpoints endpoints) {
        return new IdentityConfig(
                headers(),
                values.one(Option.SESSION_KEY_FILE, this::parseKeys, List.of()),
                assertion(),
                new CredentialReader(values, files, endpoints).read(trust));
    }

    private @Nullable AssertionConfig assertion() {
        List<SigningKey> keys = values.many(Option.IDENTITY_ASSERTION_KEY_FILE, this::parseSigningKey);
        if (values.isOn(Option.IDENTITY_ASSERTION)) {
            return new AssertionConfig(keys);
        }
        if (values.isGiven(Option.IDENTITY_ASSERTION_KEY_FILE)) {
            values.problem("%s means nothing without %s; expected both or none."
                    .formatted(Option.IDENTITY_ASSERTION_KEY_FILE.flag(), Option.IDENTITY_ASSERTION.flag()));
        }
        return null;
    }

    private Parsed<SigningKey> parseSigningKey(String file) {
        return files.read(file).map(SigningKey::parse).orElseGet(() -> new Parsed.Fault<>("cannot be read"));
    }

    private Parsed<List<SealingKey>> parseKeys(String file) {
        return files.read(file).map(SealingKey::parse).orElseGet(() -> new Parsed.Fault<>("cannot be read"));
    }

    private List<ClaimHeader> headers() {
        List<ClaimHeader> headers = values.many(Option.IDENTITY_HEADERS, ClaimHeader::parse);
        Set<String> fromClients = new HashSet<>();
        for (String name : values.many(Option.FORWARD_HEADERS, FieldNames::parse)) {
            fromClients.add(name.replace('_', '-'));
        }
        Set<String> seen = new HashSet<>();
        for (ClaimHeader header : headers) {
            if (!seen.add(header.key())) {
                values.problem("%s names %s twice; expected one claim for each header."
                        .formatted(Option.IDENTITY_HEADERS.flag(), header.name().toLowerCase(Locale.ROOT)));
            }
            if (fromClients.contains(header.key())) {
                values.problem("%s and %s both name %s; expected it to come from the token or from the client."
                        .formatted(Option.IDENTITY_HEADERS.flag(), Option.FORWARD_HEADERS.flag(), header.name()));
            }
        }
        return headers;
    }
}
