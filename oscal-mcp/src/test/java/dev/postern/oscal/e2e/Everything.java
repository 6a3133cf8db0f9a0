package dev.postern.oscal.e2e;

import dev.postern.oscal.mcp.Arguments;
import dev.postern.oscal.mcp.Call;
import dev.postern.oscal.mcp.Content;
import dev.postern.oscal.mcp.McpServer;
import dev.postern.oscal.mcp.Prompt;
import dev.postern.oscal.mcp.Prompts;
import dev.postern.oscal.mcp.Resource;
import dev.postern.oscal.mcp.ResourceContents;
import dev.postern.oscal.mcp.ResourceTemplate;
import dev.postern.oscal.mcp.Resources;
import dev.postern.oscal.mcp.Tool;
import dev.postern.oscal.mcp.ToolResult;
import dev.postern.oscal.mcp.Tools;
import dev.postern.oscal.testing.TestTool;
import dev.postern.oscal.transport.HttpListener;
import dev.postern.oscal.tree.ObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The server that the conformance suite wants to meet: our protocol, and the tools, resources and prompts that its
/// scenarios call by name.
final class Everything {
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
    private static final String SOUND = "UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=";

    private Everything() {}

    /// Serves as a process of its own at the port that is given, until it is ended: for suites that have something
    /// before it.
    public static void main(String[] args) throws InterruptedException {
        try (HttpListener listener = new HttpListener(server(), Integer.parseInt(args[0]))) {
            listener.start();
            new CountDownLatch(1).await();
        }
    }

    static McpServer server() {
        return new McpServer(
                new McpServer.Identity("everything", "Everything", "1", "For the conformance suite."),
                new Tools(tools()),
                new Things(),
                new Prompts(prompts()));
    }

    private static List<Tool> tools() {
        return List.of(
                says("test_simple_text", Content.text("This is a simple text response for testing.")),
                says("test_image_content", media("image", PIXEL, "image/png")),
                says("test_audio_content", media("audio", SOUND, "audio/wav")),
                says(
                        "test_embedded_resource",
                        embedded("test://embedded-resource", "text/plain", "This is an embedded resource content.")),
                says(
                        "test_multiple_content_types",
                        Content.text("Multiple content types test:"),
                        media("image", PIXEL, "image/png"),
                        embedded(
                                "test://mixed-content-resource",
                                "application/json",
                                "{\"test\":\"data\",\"value\":123}")),
                tool(
                        "test_error_handling",
                        (_, _) -> new ToolResult.Refused("This tool intentionally returns an error for testing")),
                tool("test_tool_with_progress", (_, call) -> {
                    call.progress(0, 100, "begun");
                    call.progress(50, 100, "half");
                    call.progress(100, 100, "done");
                    return done(Content.text("Done."));
                }));
    }

    private static Tool tool(String name, BiFunction<Arguments, Call, ToolResult> does) {
        return new TestTool(name, List.of(), does);
    }

    private static Tool says(String name, Content... content) {
        return tool(name, (_, _) -> done(content));
    }

    private static ToolResult done(Content... content) {
        return new ToolResult.Done(List.of(content), Optional.empty());
    }

    private static Content media(String type, String base64, String mimeType) {
        return new Content(new ObjectBuilder()
                .put("type", type)
                .put("data", base64)
                .put("mimeType", mimeType)
                .build());
    }

    private static Content embedded(String uri, String mimeType, String text) {
        return Content.resource(new ResourceContents.Text(uri, mimeType, text));
    }

    private static List<Prompt> prompts() {
        Prompt.Argument first = new Prompt.Argument("arg1", "First test argument", true);
        Prompt.Argument second = new Prompt.Argument("arg2", "Second test argument", true);
        Prompt.Argument uri = new Prompt.Argument("resourceUri", "URI of the resource to embed", true);
        return List.of(
                new TestPrompt(
                        "test_simple_prompt",
                        List.of(),
                        _ -> List.of(Content.text("This is a simple prompt for testing."))),
                new TestPrompt(
                        "test_prompt_with_arguments",
                        List.of(first, second),
                        given -> List.of(Content.text("Prompt with arguments: arg1='" + given.get("arg1") + "', arg2='"
                                + given.get("arg2") + "'"))),
                new TestPrompt(
                        "test_prompt_with_embedded_resource",
                        List.of(uri),
                        given -> List.of(
                                embedded(
                                        String.valueOf(given.get("resourceUri")),
                                        "text/plain",
                                        "Embedded resource content for testing."),
                                Content.text("Please process the embedded resource above."))),
                new TestPrompt(
                        "test_prompt_with_image",
                        List.of(),
                        _ -> List.of(
                                media("image", PIXEL, "image/png"), Content.text("Please analyze the image above."))));
    }

    /// A prompt that says what a test wants.
    private record TestPrompt(String name, List<Argument> arguments, Function<Map<String, String>, List<Content>> says)
            implements Prompt {
        private TestPrompt {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String title() {
            return name;
        }

        @Override
        public String description() {
            return "A prompt named " + name + ".";
        }

        @Override
        public List<PromptMessage> messages(Map<String, String> given) {
            return says.apply(given).stream()
                    .map(content -> new PromptMessage("user", content))
                    .toList();
        }

        @Override
        public List<String> complete(String argument, String begun) {
            return List.of(begun + "1", begun + "2");
        }
    }

    /// The resources that scenarios read.
    private record Things() implements Resources {
        private static final String TEXT = "test://static-text";
        private static final String BINARY = "test://static-binary";

        @Override
        public List<Resource> list() {
            return List.of(
                    new Resource(TEXT, "Static Text Resource", "Text", "For testing", "text/plain", 47),
                    new Resource(BINARY, "Static Binary Resource", "Binary", "For testing", "image/png", 70));
        }

        @Override
        public List<ResourceTemplate> templates() {
            return List.of(new ResourceTemplate(
                    "test://template/{id}/data", "Resource Template", "Template", "For testing", "application/json"));
        }

        @Override
        public Optional<ResourceContents> read(String uri) {
            return switch (uri) {
                case TEXT ->
                    Optional.of(new ResourceContents.Text(
                            uri, "text/plain", "This is the content of the static text resource."));
                case BINARY -> Optional.of(new ResourceContents.Blob(uri, "image/png", PIXEL));
                default -> template(uri);
            };
        }

        private static Optional<ResourceContents> template(String uri) {
            if (!uri.matches("test://template/[^/]+/data")) {
                return Optional.empty();
            }
            String id = uri.split("/", -1)[3];
            return Optional.of(new ResourceContents.Text(
                    uri,
                    "application/json",
                    "{\"id\":\"" + id + "\",\"templateTest\":true,\"data\":\"Data for ID: " + id + "\"}"));
        }

        @Override
        public List<String> complete(String uriTemplate, String variable, String begun) {
            return List.of();
        }
    }
}
