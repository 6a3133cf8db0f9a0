package dev.postern.gateway;

import dev.postern.config.ClientCertificateHeader;
import dev.postern.config.Config;
import dev.postern.config.UpstreamConfig;
import dev.postern.oauth.Identity;
import dev.postern.oauth.ResourceUri;
import dev.postern.policy.Admitted;
import dev.postern.relay.Fields;
import dev.postern.relay.ResponseHead;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which header fields pass, either way, and which Postern adds. Requests pass by an allow-list: a field that means
/// something to the upstream and that nobody thought of does not get there by itself.
final class UpstreamHeaders {
    private static final Set<String> FORWARDED = Set.of(
            "accept",
            "accept-charset",
            "accept-encoding",
            "accept-language",
            "baggage",
            "cache-control",
            "content-encoding",
            "content-language",
            "content-type",
            "cookie",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-unmodified-since",
            "last-event-id",
            "pragma",
            "priority",
            "range",
            "traceparent",
            "tracestate",
            "user-agent",
            "via");

    /// Applications' own fields pass, but for the families that servers take identity, origin or routing from.
    private static final List<String> RESERVED_FAMILIES = List.of(
            "x-auth",
            "x-forwarded",
            "x-real-",
            "x-client",
            "x-user",
            "x-remote",
            "x-original",
            "x-rewrite",
            "x-http-method",
            "x-method-override",
            "x-webauth",
            "x-ssl",
            "x-tls",
            "x-amzn-oidc",
            "x-amzn-mtls",
            "x-arr-",
            "x-ms-client-principal",
            "x-goog-authenticated",
            "x-goog-iap",
            "x-accel-",
            "x-sendfile",
            "x-request-id",
            "x-host",
            "x-cluster-client",
            "x-envoy",
            "x-proxy");

    private final Set<String> configured;
    private final UpstreamConfig upstream;
    private final ResourceUri resource;
    private final String publicScheme;
    private final String publicAuthority;
    private final Cors cors;

    UpstreamHeaders(Config config, Cors cors) {
        upstream = config.upstream();
        configured = new HashSet<>(upstream.forwardHeaders());
        resource = config.resource().uri();
        URI publicUrl = URI.create(resource.value());
        publicScheme = publicUrl.getScheme();
        publicAuthority = publicUrl.getRawAuthority();
        this.cors = cors;
    }

    /// The fields the upstream gets, `Via` among them, as RFC 9110 §7.6.3 asks of every gateway.
    Fields forRequest(GuardedExchange exchange, Admitted admitted) {
        Fields fields = exchange.request().endToEndFields().keep(field -> passes(field.name()));
        fields = fields.with("Via", "1.1 postern")
                .with("X-Request-Id", exchange.outcome().requestId())
                .with("X-Forwarded-For", exchange.outcome().clientAddress())
                .with("X-Forwarded-Proto", publicScheme)
                .with("X-Forwarded-Host", publicAuthority);
        Identity identity = admitted.identity().orElse(null);
        return identity == null ? fields : fields.with(identityFields(identity));
    }

    private boolean passes(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (ClientCertificateHeader.isOne(lower)) {
            return false; // a server behind must not take for true what any client can write
        }
        if (configured.contains(lower)) {
            return true;
        }
        if (lower.indexOf('_') >= 0) {
            return false; // CGI and WSGI servers read it as a hyphen
        }
        return FORWARDED.contains(lower) || lower.startsWith("mcp-") || (lower.startsWith("x-") && !isReserved(lower));
    }

    private static boolean isReserved(String lower) {
        for (String family : RESERVED_FAMILIES) {
            if (lower.startsWith(family)) {
                return true;
            }
        }
        return false;
    }

    private static Fields identityFields(Identity identity) {
        Fields fields = Fields.NONE
                .with("X-Auth-Subject", encode(identity.subject()))
                .with("X-Auth-Issuer", encode(identity.issuer().value()))
                .with("X-Auth-Scopes", identity.scopes().toString());
        String clientId = identity.clientId();
        return clientId == null ? fields : fields.with("X-Auth-Client-Id", encode(clientId));
    }

    /// Percent-encodes what is not visible ASCII, and the percent sign, so that it can be undone.
    private static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0x20 && b < 0x7f && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }

    /// The fields the client gets.
    Fields forResponse(GuardedExchange exchange, ResponseHead head) {
        Fields fields = rewriteLocation(head.fields().keep(field -> returns(field.name())));
        if (head.isEventStream() && !fields.has("X-Accel-Buffering")) {
            fields = fields.with("X-Accel-Buffering", "no");
        }
        return fields.with("X-Request-Id", exchange.outcome().requestId())
                .with(cors.responseFields(exchange.request()));
    }

    /// CORS is Postern's to say, and so is the request's id.
    private static boolean returns(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.startsWith("access-control-") && !lower.equals("x-request-id");
    }

    private Fields rewriteLocation(Fields fields) {
        String location = fields.first("Location").orElse("");
        if (location.isEmpty()) {
            return fields;
        }
        return fields.keep(field -> !field.is("Location")).with("Location", publicLocation(location));
    }

    /// Where the upstream sends a client to itself, under the name the client knows.
    private String publicLocation(String location) {
        String inside = "http://" + upstream.authority();
        String path = location.startsWith(inside) ? location.substring(inside.length()) : location;
        if (!path.startsWith("/") || path.startsWith("//")) {
            return location;
        }
        String own = upstream.path();
        boolean isEndpoint = path.startsWith(own)
                && (path.length() == own.length() || "/?#".indexOf(path.charAt(own.length())) >= 0);
        return isEndpoint
                ? resource.value() + path.substring(own.length())
                : resource.origin().value() + path;
    }
}
