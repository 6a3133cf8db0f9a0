package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import java.util.List;

/// What could be meant by an argument that is half written.
record Completions(Resources resources, Prompts prompts) {
    private static final int MOST = 100;

    Answer complete(ObjectNode params) {
        ObjectNode reference = params.object("ref").orElse(ObjectNode.EMPTY);
        ObjectNode argument = params.object("argument").orElse(ObjectNode.EMPTY);
        String name = argument.text("name").orElse("");
        String begun = argument.text("value").orElse("");
        return switch (reference.text("type").orElse("")) {
            case "ref/prompt" ->
                prompts.named(reference.text("name").orElse(""))
                        .map(prompt -> answer(prompt.complete(name, begun)))
                        .orElseGet(() -> Answer.failure(RpcError.INVALID_PARAMS, "There is no such prompt."));
            case "ref/resource" ->
                answer(resources.complete(reference.text("uri").orElse(""), name, begun));
            default -> Answer.failure(RpcError.INVALID_PARAMS, "params.ref.type must be ref/prompt or ref/resource.");
        };
    }

    private static Answer answer(List<String> values) {
        List<String> shown = values.subList(0, Math.min(MOST, values.size()));
        ObjectNode completion = new ObjectBuilder()
                .putTexts("values", shown)
                .put("total", values.size())
                .put("hasMore", values.size() > MOST)
                .build();
        return new Answer.Result(
                new ObjectBuilder().put("completion", completion).build());
    }
}
