package dev.postern.mcp;

import dev.postern.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The header fields that say what the body says too (2026-07-28, standard request headers). They decide nothing here;
/// but somebody behind may go by them, so they must say the same.
///
/// @param versions the lines of `MCP-Protocol-Version`
/// @param methods the lines of `Mcp-Method`
/// @param names the lines of `Mcp-Name`
public record MirroredFields(List<String> versions, List<String> methods, List<String> names) {
    private static final String PREFIX = "=?base64?";
    private static final String SUFFIX = "?=";

    public MirroredFields {
        versions = List.copyOf(versions);
        methods = List.copyOf(methods);
        names = List.copyOf(names);
    }

    /// What is wrong with them beside this body; empty where they agree.
    public Optional<String> disagreement(MessageReader.Reading.Messages body) {
        if (versions.size() > 1 || methods.size() > 1 || names.size() > 1) {
            return Optional.of("Header mismatch: a field that mirrors the body came more than once");
        }
        boolean modern = !versions.isEmpty() && ProtocolVersion.isModern(versions.getFirst());
        if (modern && body.batch()) {
            return Optional.of("Header mismatch: this protocol version has no batches");
        }
        if (!modern && (!methods.isEmpty() || !names.isEmpty())) {
            return Optional.of(
                    "Header mismatch: Mcp-Method and Mcp-Name need a protocol version that mirrors the body");
        }
        for (McpMessage message : body.messages()) {
            Optional<String> wrong = disagreement(message, modern);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private Optional<String> disagreement(McpMessage message, boolean modern) {
        return switch (message) {
            case McpMessage.Reply _ ->
                methods.isEmpty() && names.isEmpty()
                        ? Optional.empty()
                        : Optional.of("Header mismatch: an answer mirrors no method");
            case McpMessage.Call call -> disagreement(call, modern);
        };
    }

    private Optional<String> disagreement(McpMessage.Call call, boolean modern) {
        JsonObject meta = call.params().object("_meta").orElse(JsonObject.EMPTY);
        boolean required = modern && call.id() != null;
        if (meta.has(ProtocolVersion.META)
                ? !versions.equals(List.of(meta.string(ProtocolVersion.META).orElse("")))
                : required) {
            return Optional.of("Header mismatch: MCP-Protocol-Version does not match the body's protocol version");
        }
        if (methods.isEmpty() ? required : !methods.getFirst().equals(call.method())) {
            return Optional.of("Header mismatch: Mcp-Method does not match the body's method");
        }
        if (names.isEmpty() ? required && mirrorsName(call) : !agrees(names.getFirst(), call)) {
            return Optional.of("Header mismatch: Mcp-Name does not match the body");
        }
        return Optional.empty();
    }

    private static boolean mirrorsName(McpMessage.Call call) {
        return switch (call.method()) {
            case McpMethods.CALL_TOOL, McpMethods.GET_PROMPT, McpMethods.READ_RESOURCE -> true;
            default -> false;
        };
    }

    /// Of methods that extensions add it is not known which parameter is mirrored.
    private static boolean agrees(String field, McpMessage.Call call) {
        Optional<String> name = decode(field);
        if (name.isEmpty()) {
            return false;
        }
        return call.target().kind() == McpMessage.Kind.NONE
                ? call.params().members().containsValue(name.get())
                : name.get().equals(call.target().name());
    }

    /// The field's text; empty where it is coded and the coding is broken or not canonical.
    private static Optional<String> decode(String field) {
        if (!field.startsWith(PREFIX)
                || !field.endsWith(SUFFIX)
                || field.length() < PREFIX.length() + SUFFIX.length()) {
            return isPlain(field) ? Optional.of(field) : Optional.empty();
        }
        String coded = field.substring(PREFIX.length(), field.length() - SUFFIX.length());
        try {
            byte[] bytes = Base64.getDecoder().decode(coded);
            if (!Base64.getEncoder().encodeToString(bytes).equals(coded)) {
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(String field) {
        return field.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c <= 0x7e));
    }
}
