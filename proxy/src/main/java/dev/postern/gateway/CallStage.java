package dev.postern.gateway;

import dev.postern.mcp.MessageFault;
import dev.postern.mcp.MessageReader;
import dev.postern.mcp.MirroredFields;
import dev.postern.oauth.Identity;
import dev.postern.relay.FieldName;
import dev.postern.relay.Fields;
import dev.postern.relay.Framing;
import dev.postern.relay.RequestHead;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the messages that the policy judges, from the very bytes that are forwarded.
final class CallStage implements Stage<Identity> {
    /// So much is read in less time than it takes to hand it to another thread.
    private static final int SMALL = 16 * 1024;

    private final MessageReader reader = new MessageReader();
    private final int mostBytes;
    private final Refusal refusal;
    private final PolicyStage next;

    /// @param mostBytes of a body that is judged
    CallStage(int mostBytes, Refusal refusal, PolicyStage next) {
        this.mostBytes = mostBytes;
        this.refusal = refusal;
        this.next = next;
    }

    @Override
    public void handle(GuardedExchange exchange, Identity identity) {
        RequestHead request = exchange.request();
        if (!request.is("POST")) {
            withoutMessages(exchange, identity);
            return;
        }
        Optional<String> unfit = unfit(request.fields());
        if (unfit.isPresent()) {
            exchange.outcome().because("body_type", unfit.get());
            refusal.malformed(exchange, 415, unfit.get());
            return;
        }
        exchange.exchange().readBody(mostBytes, body -> read(exchange, identity, body));
    }

    /// A body that means nothing here must mean nothing further on either.
    private void withoutMessages(GuardedExchange exchange, Identity identity) {
        boolean empty = switch (exchange.request().framing()) {
            case Framing.None() -> true;
            case Framing.Length(long bytes) -> bytes == 0;
            case Framing.Chunked(), Framing.UntilClose() -> false;
        };
        if (empty) {
            next.handle(exchange, identity);
        } else {
            exchange.outcome().because("body_unexpected", "only a POST has a body");
            refusal.malformed(exchange, 400, "Only a POST has a body here");
        }
    }

    /// What of the body's description leaves open how it is to be read; empty where it is plain JSON.
    private static Optional<String> unfit(Fields fields) {
        List<String> types = fields.all(FieldName.CONTENT_TYPE);
        if (types.size() != 1 || !isJson(types.getFirst())) {
            return Optional.of("The Content-Type must be application/json");
        }
        return fields.has(FieldName.CONTENT_ENCODING)
                ? Optional.of("The body must come without a Content-Encoding")
                : Optional.empty();
    }

    /// JSON is UTF-8 (RFC 8259 §8.1); any other `charset` would have a server read other characters than we did.
    private static boolean isJson(String type) {
        String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
        if (!parts[0].strip().equals("application/json")) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (!parameter.isEmpty() && !parameter.equals("charset=utf-8") && !parameter.equals("charset=utf8")) {
                return false;
            }
        }
        return true;
    }

    private void read(GuardedExchange exchange, Identity identity, byte[] body) {
        if (body.length <= SMALL) {
            judge(exchange, identity, reader.read(body));
        } else {
            exchange.exchange().offload(() -> reader.read(body), reading -> judge(exchange, identity, reading));
        }
    }

    private void judge(GuardedExchange exchange, Identity identity, MessageReader.Reading reading) {
        switch (reading) {
            case MessageReader.Reading.Unreadable(MessageFault fault) -> {
                exchange.outcome().because(fault.label(), fault.sentence());
                refusal.unreadable(exchange, fault);
            }
            case MessageReader.Reading.Messages messages -> {
                exchange.outcome().judged(messages.messages());
                Optional<String> disagreement =
                        mirrored(exchange.request().fields()).disagreement(messages);
                if (disagreement.isPresent()) {
                    exchange.outcome().because("header_mismatch", disagreement.get());
                    refusal.headerMismatch(exchange, messages.messages(), disagreement.get());
                } else {
                    next.handle(exchange, identity, messages.messages());
                }
            }
        }
    }

    private static MirroredFields mirrored(Fields fields) {
        return new MirroredFields(
                fields.all(FieldName.MCP_PROTOCOL_VERSION),
                fields.all(FieldName.MCP_METHOD),
                fields.all(FieldName.MCP_NAME));
    }
}
