package dev.postern.oscal.testing;

import dev.postern.oscal.tree.JsonReader;
import dev.postern.oscal.tree.JsonWriter;
import dev.postern.oscal.tree.Limits;
import dev.postern.oscal.tree.ObjectBuilder;
import dev.postern.oscal.tree.ObjectNode;
import dev.postern.oscal.tree.Reading;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// A message that was posted to a server, and what came back.
public record Posted(int status, String body) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    public static Posted to(int port, String message) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build();
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Posted(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static Posted call(int port, String tool, ObjectNode arguments) {
        return to(port, message(tool, arguments));
    }

    /// A call of a tool.
    public static String message(String tool, ObjectNode arguments) {
        return new JsonWriter()
                .compact(new ObjectBuilder()
                        .put("jsonrpc", "2.0")
                        .put("id", 1)
                        .put("method", "tools/call")
                        .put(
                                "params",
                                new ObjectBuilder()
                                        .put("name", tool)
                                        .put("arguments", arguments)
                                        .build())
                        .build());
    }

    /// What the tool did, or an object without members.
    public ObjectNode result() {
        return new JsonReader(Limits.MESSAGE).read(body) instanceof Reading.Read(ObjectNode message, var _)
                ? message.object("result").orElse(ObjectNode.EMPTY)
                : ObjectNode.EMPTY;
    }

    public ObjectNode structured() {
        return result().object("structuredContent").orElse(ObjectNode.EMPTY);
    }

    /// What it says to people and models.
    public String text() {
        return result().objects("content").stream()
                .flatMap(content -> content.text("text").stream())
                .findFirst()
                .orElse("");
    }
}
