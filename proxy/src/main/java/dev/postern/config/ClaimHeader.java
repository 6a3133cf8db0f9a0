package dev.postern.config;

import dev.postern.oauth.ClaimPath;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A header by which the upstream is told something of a token's claims: `X-Tenant=tenant`.
///
/// @param name of the header, as it is spelt
/// @param claim where the value stands
public record ClaimHeader(String name, ClaimPath claim) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9-]+");

    /// What means something to HTTP or MCP, or is Postern's own to say.
    private static final Set<String> RESERVED = Set.of(
            "x-auth-subject",
            "x-auth-issuer",
            "x-auth-scopes",
            "x-auth-client-id",
            "x-auth-assertion",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-forwarded-port",
            "x-forwarded-prefix",
            "x-forwarded-server",
            "x-real-ip",
            "x-request-id",
            "authorization",
            "baggage",
            "cache-control",
            "connection",
            "cookie",
            "date",
            "dpop",
            "expect",
            "forwarded",
            "host",
            "http2-settings",
            "keep-alive",
            "last-event-id",
            "origin",
            "pragma",
            "priority",
            "range",
            "referer",
            "te",
            "traceparent",
            "tracestate",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "via");

    private static final List<String> RESERVED_FAMILIES = List.of(
            "accept",
            "content-",
            "if-",
            "mcp-",
            "proxy-",
            "sec-",
            "x-http-method",
            "x-method-override",
            "x-original-",
            "x-rewrite-");

    /// The name in lower case.
    public String key() {
        return name.toLowerCase(Locale.ROOT);
    }

    static Parsed<ClaimHeader> parse(String text) {
        int equals = text.indexOf('=');
        String name = text.substring(0, Math.max(0, equals)).strip();
        if (!TOKEN.matcher(name).matches()) {
            return new Parsed.Fault<>(
                    "is not the name of a header, of letters, digits and hyphens, then =, then a claim");
        }
        String key = name.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(key)
                || RESERVED_FAMILIES.stream().anyMatch(key::startsWith)
                || ClientCertificateHeader.isOne(key)) {
            return new Parsed.Fault<>("names a header that means something else");
        }
        return ClaimPath.read(text.substring(equals + 1).strip())
                .<Parsed<ClaimHeader>>map(claim -> new Parsed.Value<>(new ClaimHeader(name, claim)))
                .orElseGet(() -> new Parsed.Fault<>(
                        "names no claim: names with dots between them, a dot within a name written as \\."));
    }
}
