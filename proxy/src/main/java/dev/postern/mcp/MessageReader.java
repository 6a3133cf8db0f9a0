package dev.postern.mcp;

import dev.postern.json.JsonObject;
import dev.postern.json.JsonText;
import dev.postern.json.StrictJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads the messages of a request's body so that no server behind can read others from the same bytes. What a lenient
/// reader could understand differently is refused, not interpreted.
public final class MessageReader {
    /// Deep enough for any tool's arguments, and shallow enough for any reader's stack.
    private static final int MAX_DEPTH = 64;

    /// No double has more digits before or behind its point.
    private static final int MAX_NUMBER = 400;

    private static final int MAX_VALUES = 100_000;
    private static final int MAX_BATCH = 100;
    private static final int MAX_METHOD = 200;

    /// Members that servers look for. Some do so without regard to case.
    private static final Set<String> OF_MESSAGES = Set.of("jsonrpc", "id", "method", "params", "result", "error");

    private static final Set<String> OF_PARAMS = Set.of("_meta", "name", "uri", "ref", "arguments", "notifications");
    private static final Set<String> OF_REFERENCES = Set.of("type", "name", "uri");
    private static final Set<String> OF_SUBSCRIPTIONS = Set.of("resourceSubscriptions");
    private static final Set<String> OF_META = Set.of(ProtocolVersion.META);

    /// What came of it.
    public sealed interface Reading {

        /// The messages, at least one.
        ///
        /// @param batch whether they came as an array
        record Messages(List<McpMessage> messages, boolean batch) implements Reading {
            public Messages {
                messages = List.copyOf(messages);
            }
        }

        /// No messages that could be judged.
        record Unreadable(MessageFault fault) implements Reading {}
    }

    private final StrictJson json = new StrictJson(MAX_DEPTH, MAX_NUMBER, MAX_VALUES);

    /// Reads one message or a batch of them.
    ///
    /// @param body the whole body
    public Reading read(byte[] body) {
        if (body.length == 0) {
            return new Reading.Unreadable(MessageFault.EMPTY);
        }
        // A byte order mark, UTF-16 and UTF-32 all begin with something else than what JSON in UTF-8 begins with.
        if (body[0] < 0 || body[0] == 0 || (body.length > 1 && body[1] == 0)) {
            return new Reading.Unreadable(MessageFault.ENCODING);
        }
        Optional<Object> value = json.value(body);
        if (value.isEmpty()) {
            return new Reading.Unreadable(MessageFault.NOT_JSON);
        }
        try {
            return switch (value.get()) {
                case JsonObject object -> new Reading.Messages(messages(object), false);
                case List<?> batch -> new Reading.Messages(messages(batch), true);
                default -> new Reading.Unreadable(MessageFault.NO_MESSAGE);
            };
        } catch (Unfit unfit) {
            return new Reading.Unreadable(unfit.fault);
        }
    }

    private static List<McpMessage> messages(List<?> batch) throws Unfit {
        demand(!batch.isEmpty() && batch.size() <= MAX_BATCH, MessageFault.BATCH);
        List<McpMessage> messages = new ArrayList<>();
        for (Object element : batch) {
            if (!(element instanceof JsonObject object)) {
                throw new Unfit(MessageFault.NO_MESSAGE);
            }
            messages.addAll(messages(object));
        }
        return messages;
    }

    /// One message, or one for each resource that a subscription names.
    private static List<McpMessage> messages(JsonObject message) throws Unfit {
        exactNames(message, OF_MESSAGES);
        demand("2.0".equals(message.get("jsonrpc")), MessageFault.NO_MESSAGE);
        boolean isReply = message.has("result") || message.has("error");
        demand(isReply != message.has("method"), MessageFault.NO_MESSAGE);
        if (isReply) {
            demand(message.has("result") != message.has("error"), MessageFault.NO_MESSAGE);
            return List.of(new McpMessage.Reply(replyId(message)));
        }
        return calls(message);
    }

    private static List<McpMessage> calls(JsonObject message) throws Unfit {
        String method = message.string("method").orElseThrow(() -> new Unfit(MessageFault.NO_MESSAGE));
        demand(method.length() <= MAX_METHOD && isName(method), MessageFault.NAME);
        String id = message.has("id") ? id(message.get("id")) : null;
        JsonObject params = params(message);
        List<McpMessage> calls = new ArrayList<>();
        for (McpMessage.Target target : targets(method, params)) {
            calls.add(new McpMessage.Call(id, method, target, params));
        }
        return calls;
    }

    private static JsonObject params(JsonObject message) throws Unfit {
        if (!message.has("params")) {
            return JsonObject.EMPTY;
        }
        JsonObject params = message.object("params").orElseThrow(() -> new Unfit(MessageFault.NO_MESSAGE));
        exactNames(params, OF_PARAMS);
        demand(!params.has("_meta") || params.object("_meta").isPresent(), MessageFault.NO_MESSAGE);
        exactNames(params.object("_meta").orElse(JsonObject.EMPTY), OF_META);
        return params;
    }

    private static List<McpMessage.Target> targets(String method, JsonObject params) throws Unfit {
        return switch (method) {
            case McpMethods.CALL_TOOL -> List.of(new McpMessage.Target(McpMessage.Kind.TOOL, toolName(params)));
            case McpMethods.GET_PROMPT -> List.of(new McpMessage.Target(McpMessage.Kind.PROMPT, name(params, "name")));
            case McpMethods.READ_RESOURCE, McpMethods.SUBSCRIBE, McpMethods.UNSUBSCRIBE -> List.of(resource(params));
            case McpMethods.COMPLETE -> List.of(reference(params));
            case McpMethods.LISTEN -> subscriptions(params);
            default -> List.of(McpMessage.Target.NONE);
        };
    }

    private static String toolName(JsonObject params) throws Unfit {
        Object arguments = params.get("arguments");
        if (arguments instanceof JsonObject object) {
            distinctNames(object);
        } else {
            demand(arguments == null || arguments == JsonObject.Null.NULL, MessageFault.NO_MESSAGE);
        }
        return name(params, "name");
    }

    private static McpMessage.Target reference(JsonObject params) throws Unfit {
        JsonObject reference = params.object("ref").orElseThrow(() -> new Unfit(MessageFault.NAME));
        exactNames(reference, OF_REFERENCES);
        return switch (reference.string("type").orElse("")) {
            case "ref/prompt" -> {
                demand(!reference.has("uri"), MessageFault.NAME);
                yield new McpMessage.Target(McpMessage.Kind.PROMPT, name(reference, "name"));
            }
            case "ref/resource" -> {
                demand(!reference.has("name"), MessageFault.NAME);
                yield resource(reference);
            }
            default -> throw new Unfit(MessageFault.NAME);
        };
    }

    private static McpMessage.Target resource(JsonObject holder) throws Unfit {
        return resource(name(holder, "uri"));
    }

    private static McpMessage.Target resource(String uri) {
        McpMessage.Kind kind = uri.indexOf('{') < 0 ? McpMessage.Kind.RESOURCE : McpMessage.Kind.RESOURCE_TEMPLATE;
        return new McpMessage.Target(kind, uri);
    }

    private static List<McpMessage.Target> subscriptions(JsonObject params) throws Unfit {
        JsonObject wanted = params.object("notifications").orElse(JsonObject.EMPTY);
        demand(params.has("notifications") == params.object("notifications").isPresent(), MessageFault.NO_MESSAGE);
        exactNames(wanted, OF_SUBSCRIPTIONS);
        if (!wanted.has("resourceSubscriptions")) {
            return List.of(McpMessage.Target.NONE);
        }
        List<?> uris = wanted.array("resourceSubscriptions").orElseThrow(() -> new Unfit(MessageFault.NAME));
        List<McpMessage.Target> targets = new ArrayList<>(List.of(McpMessage.Target.NONE));
        for (Object uri : uris) {
            demand(uri instanceof String text && isName(text) && targets.size() <= MAX_BATCH, MessageFault.NAME);
            targets.add(resource((String) uri));
        }
        return targets;
    }

    private static String name(JsonObject holder, String member) throws Unfit {
        String name = holder.string(member).orElseThrow(() -> new Unfit(MessageFault.NAME));
        demand(isName(name), MessageFault.NAME);
        return name;
    }

    /// Whether nothing in it ends a text early or cannot be seen in a log.
    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static String replyId(JsonObject message) throws Unfit {
        Object id = message.get("id");
        // An error about a request that could not be read has no id to name.
        return id == null || id == JsonObject.Null.NULL ? "null" : id(id);
    }

    private static String id(@Nullable Object id) throws Unfit {
        return switch (id) {
            case String text -> JsonText.quote(text);
            case BigDecimal number when number.scale() == 0 -> number.toString();
            case null, default -> throw new Unfit(MessageFault.NO_MESSAGE);
        };
    }

    /// Refuses what is one of these names but for its case: servers exist that take it for the name.
    private static void exactNames(JsonObject object, Set<String> names) throws Unfit {
        for (String member : object.members().keySet()) {
            if (!names.contains(member)) {
                for (String name : names) {
                    demand(!member.equalsIgnoreCase(name), MessageFault.CASE);
                }
            }
        }
    }

    /// Refuses two arguments that are one to a server that does not mind their case.
    private static void distinctNames(JsonObject object) throws Unfit {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String member : object.members().keySet()) {
            demand(seen.add(member), MessageFault.CASE);
        }
    }

    private static void demand(boolean holds, MessageFault fault) throws Unfit {
        if (!holds) {
            throw new Unfit(fault);
        }
    }

    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final MessageFault fault;

        Unfit(MessageFault fault) {
            super(null, null, false, false);
            this.fault = fault;
        }
    }
}
