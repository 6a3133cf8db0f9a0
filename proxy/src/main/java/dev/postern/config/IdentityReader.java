package dev.postern.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads what the upstream is told of who asks.
final class IdentityReader {
    private final Values values;
    private final TextFiles files;

    IdentityReader(Values values, TextFiles files) {
        this.values = values;
        this.files = files;
    }

    IdentityConfig read() {
        return new IdentityConfig(headers(), values.one(Option.SESSION_KEY_FILE, this::parseKeys, List.of()));
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
