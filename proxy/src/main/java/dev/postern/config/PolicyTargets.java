package dev.postern.config;

import dev.postern.mcp.McpMessage;
import java.util.List;

/// What a rule or a limit is about: calls whose tool, prompt, resource or method has one of these forms.
///
/// @param tools names of `tools/call`
/// @param prompts names of `prompts/get`
/// @param resources URIs of resources that are read or subscribed to
/// @param methods methods of the protocol, whatever they name
public record PolicyTargets(List<Glob> tools, List<Glob> prompts, List<Glob> resources, List<Glob> methods) {
    /// Everything, for a limit that names nothing.
    public static final PolicyTargets ANY = new PolicyTargets(List.of(), List.of(), List.of(), List.of());

    public PolicyTargets {
        tools = List.copyOf(tools);
        prompts = List.copyOf(prompts);
        resources = List.copyOf(resources);
        methods = List.copyOf(methods);
    }

    /// Whether it names nothing and so stands for everything.
    public boolean isAny() {
        return tools.isEmpty() && prompts.isEmpty() && resources.isEmpty() && methods.isEmpty();
    }

    public boolean matches(McpMessage.Call call) {
        return matches(call.method(), call.target());
    }

    /// Whether this method, used on this target, is meant.
    public boolean matches(String method, McpMessage.Target target) {
        return isAny() || any(of(target.kind()), target.name()) || any(methods, method);
    }

    /// The forms of names of that kind.
    public List<Glob> of(McpMessage.Kind kind) {
        return switch (kind) {
            case TOOL -> tools;
            case PROMPT -> prompts;
            case RESOURCE, RESOURCE_TEMPLATE -> resources;
            case NONE -> List.of();
        };
    }

    private static boolean any(List<Glob> globs, String name) {
        for (Glob glob : globs) {
            if (glob.matches(name)) {
                return true;
            }
        }
        return false;
    }
}
