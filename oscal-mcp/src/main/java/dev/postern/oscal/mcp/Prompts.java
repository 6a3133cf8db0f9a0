package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.ArrayNode;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The prompts there are.
public final class Prompts {
    private final Map<String, Prompt> prompts = new LinkedHashMap<>();

    public Prompts(List<Prompt> prompts) {
        prompts.forEach(prompt -> this.prompts.put(prompt.name(), prompt));
    }

    Optional<Prompt> named(String name) {
        return Optional.ofNullable(prompts.get(name));
    }

    ArrayNode list() {
        return ArrayNode.of(prompts.values().stream().map(Prompts::describe).toList());
    }

    Answer get(ObjectNode params) {
        String name = params.text("name").orElse("");
        Prompt prompt = prompts.get(name);
        if (prompt == null) {
            return new Answer.Failure(RpcError.unknown("prompt", name, List.copyOf(prompts.keySet())));
        }
        Map<String, String> given = new LinkedHashMap<>();
        params.object("arguments").orElse(ObjectNode.EMPTY).members().forEach((argument, value) -> {
            if (value instanceof TextNode text) {
                given.put(argument, text.text());
            }
        });
        for (Prompt.Argument argument : prompt.arguments()) {
            if (argument.required() && !given.containsKey(argument.name())) {
                return Answer.failure(
                        RpcError.INVALID_PARAMS,
                        "Argument " + argument.name() + " is missing: " + argument.description());
            }
        }
        return new Answer.Result(new ObjectBuilder()
                .put("description", prompt.description())
                .put("messages", messages(prompt.messages(given)))
                .build());
    }

    private static ArrayNode messages(List<Prompt.PromptMessage> messages) {
        return ArrayNode.of(messages.stream()
                .map(message -> new ObjectBuilder()
                        .put("role", message.role())
                        .put("content", message.content().node())
                        .build())
                .toList());
    }

    private static ObjectNode describe(Prompt prompt) {
        return new ObjectBuilder()
                .put("name", prompt.name())
                .put("title", prompt.title())
                .put("description", prompt.description())
                .put(
                        "arguments",
                        prompt.arguments().stream()
                                .map(argument -> new ObjectBuilder()
                                        .put("name", argument.name())
                                        .put("description", argument.description())
                                        .put("required", argument.required())
                                        .build())
                                .toList())
                .build();
    }
}
