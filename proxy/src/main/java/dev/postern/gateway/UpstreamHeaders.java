package dev.postern.gateway;

import dev.postern.config.ClientCertificateHeader;
import dev.postern.config.Config;
import dev.postern.config.UpstreamConfig;
import dev.postern.oauth.Identity;
import dev.postern.oauth.ResourceUri;
import dev.postern.relay.FieldName;
import dev.postern.relay.Fields;
import dev.postern.relay.ResponseHead;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    private final ClaimFields claims;
    private final UpstreamConfig upstream;
    private final ResourceUri resource;
    private final Cors cors;

    /// The same for every request.
    private final List<Fields.Field> ownFields;

    UpstreamHeaders(Config config, Cors cors) {
        upstream = config.upstream();
        configured = new HashSet<>(upstream.forwardHeaders());
        claims = new ClaimFields(config.identity().headers());
        resource = config.resource().uri();
        this.cors = cors;
        URI publicUrl = URI.create(resource.value());
        ownFields = List.of(
                new Fields.Field("Via", "1.1 postern"),
                new Fields.Field("X-Forwarded-Proto", publicUrl.getScheme()),
                new Fields.Field("X-Forwarded-Host", publicUrl.getRawAuthority()));
    }

    /// The fields the upstream gets, `Via` among them, as RFC 9110 §7.6.3 asks of every gateway.
    Fields forRequest(GuardedExchange exchange, Bound bound) {
        List<Fields.Field> lines = new ArrayList<>();
        for (Fields.Field field : exchange.request().endToEndFields()) {
            if (field.fieldName().is(FieldName.MCP_SESSION_ID)) {
                addSession(lines, bound.session());
            } else if (passes(field.key()) && !claims.owns(field.key())) {
                lines.add(field);
            }
        }
        lines.addAll(ownFields);
        lines.addAll(bound.vouched());
        lines.add(new Fields.Field(FieldName.X_REQUEST_ID, exchange.outcome().requestId()));
        lines.add(new Fields.Field(FieldName.X_FORWARDED_FOR, exchange.outcome().clientAddress()));
        bound.admitted().identity().ifPresent(identity -> {
            addIdentity(lines, identity);
            claims.add(lines, identity);
        });
        return new Fields(lines);
    }

    /// @param name in lower case
    private boolean passes(String name) {
        if (FORWARDED.contains(name)) {
            return true;
        }
        if (ClientCertificateHeader.isOne(name)) {
            return false; // a server behind must not take for true what any client can write
        }
        if (configured.contains(name)) {
            return true;
        }
        if (name.indexOf('_') >= 0) {
            return false; // CGI and WSGI servers read it as a hyphen
        }
        return name.startsWith("mcp-") || (name.startsWith("x-") && !isReserved(name));
    }

    private static boolean isReserved(String name) {
        for (String family : RESERVED_FAMILIES) {
            if (name.startsWith(family)) {
                return true;
            }
        }
        return false;
    }

    private static void addSession(List<Fields.Field> lines, Session session) {
        String id = session.towardsUpstream();
        if (id != null) {
            lines.add(new Fields.Field(FieldName.MCP_SESSION_ID, id));
        }
    }

    private static void addIdentity(List<Fields.Field> lines, Identity identity) {
        lines.add(new Fields.Field(FieldName.X_AUTH_SUBJECT, FieldText.of(identity.subject())));
        lines.add(new Fields.Field(
                FieldName.X_AUTH_ISSUER, FieldText.of(identity.issuer().value())));
        lines.add(new Fields.Field(FieldName.X_AUTH_SCOPES, identity.scopes().toString()));
        String clientId = identity.clientId();
        if (clientId != null) {
            lines.add(new Fields.Field(FieldName.X_AUTH_CLIENT_ID, FieldText.of(clientId)));
        }
    }

    /// The fields the client gets.
    Fields forResponse(GuardedExchange exchange, ResponseHead head, Session session) {
        List<Fields.Field> lines = new ArrayList<>();
        for (Fields.Field field : head.fields()) {
            if (field.fieldName().is(FieldName.MCP_SESSION_ID)) {
                lines.add(new Fields.Field(FieldName.MCP_SESSION_ID, session.towardsClient(field.value())));
            } else if (returns(field.key())) {
                lines.add(field.fieldName().is(FieldName.LOCATION) ? publicLocation(field) : field);
            }
        }
        if (head.isEventStream() && !head.fields().has(FieldName.X_ACCEL_BUFFERING)) {
            lines.add(new Fields.Field("X-Accel-Buffering", "no"));
        }
        lines.add(new Fields.Field(FieldName.X_REQUEST_ID, exchange.outcome().requestId()));
        lines.addAll(exchange.answerFields().lines());
        lines.addAll(cors.responseFields(exchange.request()).lines());
        return new Fields(lines);
    }

    /// CORS is Postern's to say, and so is the request's id.
    ///
    /// @param name in lower case
    private static boolean returns(String name) {
        return !name.startsWith("access-control-") && !name.equals("x-request-id");
    }

    private Fields.Field publicLocation(Fields.Field field) {
        return new Fields.Field("Location", publicLocation(field.value()));
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
