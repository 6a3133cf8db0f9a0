package dev.postern.gateway;

import dev.postern.audit.Result;
import dev.postern.relay.Answer;
import dev.postern.relay.FieldName;
import dev.postern.relay.Fields;
import dev.postern.relay.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Serves documents, those of RFC 9728 §3 first of all, to anybody, from any origin, without a token.
final class MetadataRoute {
    private static final String WELL_KNOWN = "/.well-known/";
    private static final String ALLOWED = "GET, HEAD, OPTIONS";
    private static final byte[] NOTHING = new byte[0];

    private final Map<String, Document> documents = new HashMap<>();
    private final Refusal refusal;

    MetadataRoute(List<Document> documents, Refusal refusal) {
        for (Document document : documents) {
            this.documents.put(document.path(), document);
        }
        this.refusal = refusal;
    }

    boolean serves(String path) {
        return path.startsWith(WELL_KNOWN) && documents.containsKey(path);
    }

    void handle(GuardedExchange exchange) {
        RequestHead request = exchange.request();
        Document document = documents.get(request.target().path());
        if (document == null) {
            refusal.notFound(exchange);
            return;
        }
        switch (request.method()) {
            case "GET", "HEAD" -> {
                exchange.outcome().result(Result.METADATA);
                exchange.answer(answer(request, document));
            }
            case "OPTIONS" -> {
                exchange.outcome().result(Result.PREFLIGHT);
                exchange.answer(new Answer(204, preflight(request), NOTHING));
            }
            default -> refusal.methodNotAllowed(exchange, ALLOWED);
        }
    }

    private static Answer answer(RequestHead request, Document document) {
        Fields fields = Fields.NONE
                .with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Expose-Headers", "ETag")
                .with("Cache-Control", "public, max-age=" + document.maxAge().toSeconds())
                .with("ETag", document.etag());
        if (isCurrent(request, document)) {
            return new Answer(304, fields, NOTHING);
        }
        return new Answer(
                200,
                fields.with("Content-Type", "application/json"),
                document.json().getBytes(StandardCharsets.UTF_8));
    }

    /// Whether the client has this document already (RFC 9110 §13.1.2).
    private static boolean isCurrent(RequestHead request, Document document) {
        for (String value : request.fields().all(FieldName.IF_NONE_MATCH)) {
            for (String tag : value.split(",", -1)) {
                String strong = tag.strip().startsWith("W/") ? tag.strip().substring(2) : tag.strip();
                if (strong.equals("*") || strong.equals(document.etag())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Fields preflight(RequestHead request) {
        String asked =
                request.fields().first(FieldName.ACCESS_CONTROL_REQUEST_HEADERS).orElse("");
        Fields fields = Fields.NONE
                .with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Allow-Methods", ALLOWED)
                .with("Allow", ALLOWED)
                .with("Access-Control-Max-Age", "7200")
                .with("Vary", "Access-Control-Request-Headers");
        return asked.matches("[A-Za-z0-9_, -]{1,1000}") ? fields.with("Access-Control-Allow-Headers", asked) : fields;
    }
}
