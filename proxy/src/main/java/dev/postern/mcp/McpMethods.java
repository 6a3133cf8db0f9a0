package dev.postern.mcp;

import dev.postern.mcp.McpMessage.Kind;
import java.util.List;
import java.util.Set;

/// The methods by which clients talk to servers, of both generations.
public final class McpMethods {
    public static final String CALL_TOOL = "tools/call";
    public static final String GET_PROMPT = "prompts/get";
    public static final String READ_RESOURCE = "resources/read";
    public static final String SUBSCRIBE = "resources/subscribe";
    public static final String UNSUBSCRIBE = "resources/unsubscribe";
    public static final String COMPLETE = "completion/complete";
    public static final String LISTEN = "subscriptions/listen";

    /// The methods that ask what there is to use.
    public static final Set<String> LISTS =
            Set.of("tools/list", "prompts/list", "resources/list", "resources/templates/list");

    private static final String NOTIFICATION = "notifications/";

    /// What a client needs to talk to a server at all, and to follow what it began.
    private static final Set<String> OF_THE_PROTOCOL = Set.of(
            "initialize",
            "ping",
            "server/discover",
            "logging/setLevel",
            "tasks/get",
            "tasks/list",
            "tasks/result",
            "tasks/update",
            "tasks/cancel");

    private McpMethods() {}

    /// Whether it is the protocol's own, and names no tool, prompt or resource.
    ///
    /// @param notification whether the message asks for no answer
    public static boolean isOfTheProtocol(String method, boolean notification) {
        return OF_THE_PROTOCOL.contains(method)
                || LISTS.contains(method)
                || (notification && method.startsWith(NOTIFICATION));
    }

    /// The methods that use something of that kind.
    public static List<String> naming(Kind kind) {
        return switch (kind) {
            case TOOL -> List.of(CALL_TOOL);
            case PROMPT -> List.of(GET_PROMPT);
            case RESOURCE, RESOURCE_TEMPLATE -> List.of(READ_RESOURCE, SUBSCRIBE, UNSUBSCRIBE);
            case NONE -> List.of();
        };
    }
}
