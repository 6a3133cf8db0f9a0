package dev.postern.policy;

import dev.postern.json.JsonObject;
import dev.postern.mcp.McpMessage;
import dev.postern.mcp.McpMessage.Call;
import dev.postern.mcp.McpMessage.Kind;
import dev.postern.mcp.McpMessage.Target;
import dev.postern.mcp.McpMethods;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out what a message does: most do one thing, some as many as they name resources.
final class Operations {
    /// More of them in one message are nobody's honest wish.
    private static final int MOST_SUBSCRIPTIONS = 256;

    /// A longer name is none, and would take its time with every glob.
    private static final int LONGEST_NAME = 8192;

    private Operations() {}

    /// What a message does; empty where that cannot be judged.
    static Optional<List<Operation>> of(McpMessage message) {
        return switch (message) {
            case McpMessage.Reply _ -> Optional.of(List.of(new Operation("", Target.NONE, JsonObject.EMPTY, true)));
            case Call call -> of(call);
        };
    }

    private static Optional<List<Operation>> of(Call call) {
        return switch (call.method()) {
            case McpMethods.CALL_TOOL -> one(call, Kind.TOOL, arguments(call));
            case McpMethods.GET_PROMPT -> one(call, Kind.PROMPT, arguments(call));
            case McpMethods.READ_RESOURCE, McpMethods.SUBSCRIBE, McpMethods.UNSUBSCRIBE ->
                one(call, Kind.RESOURCE, call.params());
            case McpMethods.COMPLETE -> completion(call);
            case McpMethods.LISTEN -> subscriptions(call);
            default -> Optional.of(List.of(other(call)));
        };
    }

    private static Operation other(Call call) {
        boolean ofTheProtocol = McpMethods.isOfTheProtocol(call.method(), call.id() == null);
        return new Operation(call.method(), call.target(), call.params(), ofTheProtocol);
    }

    private static JsonObject arguments(Call call) {
        return call.params().object("arguments").orElse(JsonObject.EMPTY);
    }

    private static Optional<List<Operation>> one(Call call, Kind kind, JsonObject arguments) {
        Target target = call.target();
        return target.kind() == kind && isName(target.name())
                ? Optional.of(forms(new Operation(call.method(), target, arguments, false)))
                : Optional.empty();
    }

    /// Whoever could use a prompt or resource may complete what it takes. With which arguments is not known yet.
    private static Optional<List<Operation>> completion(Call call) {
        JsonObject ref = call.params().object("ref").orElse(JsonObject.EMPTY);
        Optional<Target> target = switch (ref.string("type").orElse("")) {
            case "ref/prompt" -> ref.string("name").map(name -> new Target(Kind.PROMPT, name));
            case "ref/resource" -> ref.string("uri").map(uri -> new Target(Kind.RESOURCE_TEMPLATE, uri));
            default -> Optional.empty();
        };
        return target.filter(named -> isName(named.name()))
                .map(named -> forms(new Operation(call.method(), named, null, false)));
    }

    /// Listening needs no right by itself; hearing of a resource needs the right to read it.
    private static Optional<List<Operation>> subscriptions(Call call) {
        JsonObject notifications = call.params().object("notifications").orElse(JsonObject.EMPTY);
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation(call.method(), Target.NONE, call.params(), true));
        if (!notifications.has("resourceSubscriptions")) {
            return Optional.of(operations);
        }
        List<String> uris = notifications
                .array("resourceSubscriptions")
                .flatMap(_ -> notifications.strings("resourceSubscriptions"))
                .orElse(List.of(""));
        if (uris.size() > MOST_SUBSCRIPTIONS || !uris.stream().allMatch(Operations::isName)) {
            return Optional.empty();
        }
        for (String uri : uris) {
            Target target = new Target(Kind.RESOURCE, uri);
            operations.addAll(forms(new Operation(call.method(), target, call.params(), false)));
        }
        return Optional.of(operations);
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= LONGEST_NAME;
    }

    /// Something a list names, which might be used with any arguments.
    static Optional<List<Operation>> toUse(Kind kind, String name) {
        List<String> methods = McpMethods.naming(kind);
        return isName(name) && !methods.isEmpty()
                ? Optional.of(forms(new Operation(methods.getFirst(), new Target(kind, name), null, false)))
                : Optional.empty();
    }

    /// A resource is judged as its URI is written, and as servers may read it: both must be admitted.
    private static List<Operation> forms(Operation operation) {
        Target target = operation.target();
        if (target.kind() != Kind.RESOURCE && target.kind() != Kind.RESOURCE_TEMPLATE) {
            return List.of(operation);
        }
        String normal = NormalUri.of(target.name());
        return normal.equals(target.name())
                ? List.of(operation)
                : List.of(operation, operation.to(new Target(target.kind(), normal)));
    }
}
