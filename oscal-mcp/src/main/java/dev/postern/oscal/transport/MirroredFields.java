package dev.postern.oscal.transport;

import dev.postern.oscal.mcp.Message;
import dev.postern.oscal.mcp.RpcError;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Since 2026-07-28 three header fields repeat what the body says. A request where they differ is refused, because what
/// stands between judges by the one and the server acts by the other.
final class MirroredFields {
    static final HttpString VERSION = new HttpString("MCP-Protocol-Version");
    private static final HttpString METHOD = new HttpString("Mcp-Method");
    private static final HttpString NAME = new HttpString("Mcp-Name");
    private static final String SENTINEL = "=?base64?";

    private MirroredFields() {}

    /// The version that the field says, where it is there once.
    static Optional<String> version(HeaderMap fields) {
        HeaderValues values = fields.get(VERSION);
        return values == null || values.size() != 1 ? Optional.empty() : Optional.of(values.getFirst());
    }

    /// Where they differ, for a request of this generation.
    static Optional<RpcError> mismatch(HeaderMap fields, Message.Request request) {
        return differs(fields, VERSION, request.version())
                .or(() -> differs(fields, METHOD, Optional.of(request.method())))
                .or(() -> differs(fields, NAME, request.name()))
                .map(message -> RpcError.of(RpcError.HEADER_MISMATCH, "Header mismatch: " + message));
    }

    private static Optional<String> differs(HeaderMap fields, HttpString field, Optional<String> body) {
        HeaderValues values = fields.get(field);
        if (values == null) {
            return body.map(_ -> field + " is missing");
        }
        if (values.size() != 1) {
            return Optional.of(field + " is there more than once");
        }
        Optional<String> said = field.equals(NAME) ? decoded(values.getFirst()) : Optional.of(values.getFirst());
        if (said.isEmpty() || !isPrintable(values.getFirst())) {
            return Optional.of(field + " has characters that it may not have");
        }
        // A field for a method that has no name is nothing to compare with.
        return body.isEmpty() || said.equals(body) ? Optional.empty() : Optional.of(field + " and the body differ");
    }

    private static boolean isPrintable(String value) {
        return value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    private static Optional<String> decoded(String value) {
        if (!value.startsWith(SENTINEL) || !value.endsWith("?=") || value.length() < SENTINEL.length() + 2) {
            return Optional.of(value);
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(value.substring(SENTINEL.length(), value.length() - 2));
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException broken) {
            return Optional.empty();
        }
    }
}
