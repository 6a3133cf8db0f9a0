package dev.postern.oscal.mcp;

import dev.postern.oscal.tree.Gone;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Stopped;
import java.util.List;
import java.util.Optional;

/// Answers requests of both generations. It keeps nothing between two of them.
public final class McpServer {
    private static final System.Logger LOG = System.getLogger(McpServer.class.getName());

    private final Identity identity;
    private final Tools tools;
    private final Resources resources;
    private final Prompts prompts;
    private final Completions completions;

    /// Who answers, and what a model should know before it asks.
    public record Identity(String name, String title, String version, String instructions) {
        ObjectNode toNode() {
            return new ObjectBuilder()
                    .put("name", name)
                    .put("title", title)
                    .put("version", version)
                    .build();
        }
    }

    public McpServer(Identity identity, Tools tools, Resources resources, Prompts prompts) {
        this.identity = identity;
        this.tools = tools;
        this.resources = resources;
        this.prompts = prompts;
        completions = new Completions(resources, prompts);
    }

    /// Which generation a request speaks, or why it cannot be told.
    ///
    /// @param spoken the version that the transport knows of: a header's, or what `initialize` agreed on
    public Speaking speaking(Message.Request request, Optional<String> spoken) {
        Optional<String> version = request.version().or(() -> spoken);
        if (request.version().isEmpty() && !spoken.equals(Optional.of(Generation.MODERN))) {
            return legacy(request, version.orElse(Generation.LEGACY.get(2)));
        }
        if (!version.equals(Optional.of(Generation.MODERN))) {
            return new Speaking.Foreign(RpcError.unsupportedVersion(version.orElse("")));
        }
        if (request.version().isEmpty() || !request.saysCapabilities()) {
            return new Speaking.Foreign(RpcError.invalidParams(
                    "params._meta must have io.modelcontextprotocol/protocolVersion and …/clientCapabilities."));
        }
        return new Speaking.Known(new Generation.Modern(Generation.MODERN));
    }

    private static Speaking legacy(Message.Request request, String version) {
        // What a client proposes in `initialize` is answered with what is agreed on.
        if (request.method().equals("initialize") || Generation.LEGACY.contains(version)) {
            return new Speaking.Known(new Generation.Legacy(version));
        }
        return new Speaking.Foreign(RpcError.unsupportedVersion(version));
    }

    /// The generation of a request.
    public sealed interface Speaking {

        /// One of ours.
        record Known(Generation generation) implements Speaking {}

        /// None of ours.
        record Foreign(RpcError error) implements Speaking {}
    }

    /// Answers; whatever goes wrong inside is an answer too, and tells nothing of the inside.
    public Answer answer(Message.Request request, Generation generation, Call call) {
        Answer answer;
        try {
            answer = switch (generation) {
                case Generation.Modern _ -> modern(request, call);
                case Generation.Legacy _ -> legacy(request, call);
            };
        } catch (Gone gone) {
            return Answer.failure(RpcError.INTERNAL_ERROR, gone.sentence());
        } catch (Stopped _) {
            return Answer.tookTooLong();
        } catch (RuntimeException | StackOverflowError bug) {
            if (call.isCancelled()) {
                return Answer.tookTooLong();
            }
            LOG.log(System.Logger.Level.ERROR, "a request for " + known(request.method()) + " failed", bug);
            return Answer.failure(RpcError.INTERNAL_ERROR, "The server failed on this request; its log says why.");
        }
        return generation instanceof Generation.Modern ? complete(request.method(), answer) : answer;
    }

    private Answer modern(Message.Request request, Call call) {
        if (request.method().equals("server/discover")) {
            return new Answer.Result(new ObjectBuilder()
                    .putTexts("supportedVersions", Generation.supportedVersions())
                    .put("capabilities", capabilities())
                    .put("instructions", identity.instructions())
                    .build());
        }
        return either(request, call, RpcError.INVALID_PARAMS);
    }

    private Answer legacy(Message.Request request, Call call) {
        return switch (request.method()) {
            case "initialize" -> initialize(request.params());
            case "ping" -> new Answer.Result(ObjectNode.EMPTY);
            default -> either(request, call, RpcError.RESOURCE_NOT_FOUND);
        };
    }

    private Answer either(Message.Request request, Call call, int notFound) {
        ObjectNode params = request.params();
        return switch (request.method()) {
            case "tools/list" ->
                new Answer.Result(new ObjectBuilder().put("tools", tools.list()).build());
            case "tools/call" -> tools.call(params, call);
            case "resources/list" ->
                new Page(
                                "resources",
                                resources.list().stream().map(Resource::toNode).toList())
                        .at(params);
            case "resources/templates/list" ->
                new Page(
                                "resourceTemplates",
                                resources.templates().stream()
                                        .map(ResourceTemplate::toNode)
                                        .toList())
                        .at(params);
            case "resources/read" -> read(params, notFound);
            case "prompts/list" ->
                new Answer.Result(
                        new ObjectBuilder().put("prompts", prompts.list()).build());
            case "prompts/get" -> prompts.get(params);
            case "completion/complete" -> completions.complete(params);
            default -> Answer.failure(RpcError.METHOD_NOT_FOUND, "Method not found: " + known(request.method()));
        };
    }

    private Answer initialize(ObjectNode params) {
        String asked = params.text("protocolVersion").orElse("");
        String agreed = Generation.LEGACY.contains(asked) ? asked : Generation.LATEST_LEGACY;
        return new Answer.Result(new ObjectBuilder()
                .put("protocolVersion", agreed)
                .put("capabilities", capabilities())
                .put("serverInfo", identity.toNode())
                .put("instructions", identity.instructions())
                .build());
    }

    private Answer read(ObjectNode params, int notFound) {
        Optional<String> uri = params.text("uri");
        if (uri.isEmpty()) {
            return Answer.failure(RpcError.INVALID_PARAMS, "params.uri must be the URI of a resource.");
        }
        return resources
                .read(uri.get())
                .<Answer>map(contents -> new Answer.Result(new ObjectBuilder()
                        .put("contents", List.of(contents.toNode()))
                        .build()))
                .orElseGet(() -> new Answer.Failure(new RpcError(
                        notFound,
                        "Resource not found: resources/list tells which there are.",
                        Optional.of(new ObjectBuilder()
                                .put("uri", RpcError.shortened(uri.get()))
                                .build()))));
    }

    private static ObjectNode capabilities() {
        return new ObjectBuilder()
                .put("tools", ObjectNode.EMPTY)
                .put("resources", ObjectNode.EMPTY)
                .put("prompts", ObjectNode.EMPTY)
                .put("completions", ObjectNode.EMPTY)
                .build();
    }

    /// What each result has since 2026-07-28.
    private Answer complete(String method, Answer answer) {
        if (!(answer instanceof Answer.Result(var result))) {
            return answer;
        }
        ObjectBuilder complete =
                new ObjectBuilder().put("resultType", "complete").putAll(result);
        switch (method) {
            case "server/discover", "tools/list", "prompts/list", "resources/templates/list" ->
                complete.put("ttlMs", 300_000).put("cacheScope", "public");
            // The library may change at any time.
            case "resources/list", "resources/read" -> complete.put("ttlMs", 0).put("cacheScope", "private");
            default -> {}
        }
        ObjectNode meta = new ObjectBuilder()
                .put("io.modelcontextprotocol/serverInfo", identity.toNode())
                .build();
        return new Answer.Result(complete.put("_meta", meta).build());
    }

    /// A stranger's word, for a log or a message.
    private static String known(String method) {
        return method.length() <= 60 && method.matches("[\\x21-\\x7e]*") ? method : "(a method with an odd name)";
    }
}
