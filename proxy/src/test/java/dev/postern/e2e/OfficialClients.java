package dev.postern.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.counterparts.Command;
import dev.postern.counterparts.NodePackage;
import dev.postern.counterparts.PythonEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The official MCP clients, each installed once from its lock file beside a copy of its script.
final class OfficialClients {
    private static final Path OSCAL = JavaOscalServer.MODULE.resolve("src/test/e2e");
    private static final Duration JOURNEY = Duration.ofMinutes(2);

    private final JsonMapper json = new JsonMapper();
    private final Path scripts;
    private final Path work;
    private final PythonEnvironment python;

    private OfficialClients(Path scripts, Path work, PythonEnvironment python) {
        this.scripts = scripts;
        this.work = work;
        this.python = python;
    }

    static OfficialClients installed(Path scripts, Path work) {
        PythonEnvironment python =
                PythonEnvironment.prepared(work.resolve("python"), scripts.resolve("python/requirements.txt"));
        if (NodePackage.canRun()) {
            NodePackage.copied(scripts, "typescript", work);
            NodePackage.installed(scripts, "typescript-v1", work);
            NodePackage.installed(scripts, "typescript-v2", work);
        }
        return new OfficialClients(scripts, work, python);
    }

    /// One whole way of a client from nothing to tool results, as the script tells it.
    Journey run(Journey.Plan plan, String url) {
        return run("tour", plan, url, Journey.class);
    }

    /// The way of a client that was granted too little for what it calls.
    StepUp stepUp(Journey.Plan plan, String url) {
        return run("step-up", plan, url, StepUp.class);
    }

    /// The way of a client whose access token ends, and whose refresh token is revoked after that.
    Renewal renewal(Journey.Plan plan, String url) {
        return run("renewal", plan, url, Renewal.class);
    }

    /// What a client that has a token gets when it lists everything and calls every tool of our own OSCAL server.
    JsonNode calls(String client, String generation, String url, String token) {
        return calls(client, generation, url, token, OSCAL.resolve("calls.json"));
    }

    /// The same without the calls.
    JsonNode lists(String client, String generation, String url, String token) {
        Path none = work.resolve("no-calls.json");
        try {
            Files.writeString(none, "[]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return calls(client, generation, url, token, none);
    }

    private JsonNode calls(String client, String generation, String url, String token, Path calls) {
        String order = write(Map.of("url", url, "token", token, "generation", generation, "calls", calls.toString()));
        return read(new Command(work, JOURNEY).run(oscalCommand(client, order)), JsonNode.class);
    }

    private List<String> oscalCommand(String client, String order) {
        if (client.equals("python")) {
            return List.of(
                    python.program("python"), OSCAL.resolve("python/client.py").toString(), order);
        }
        assumeTrue(NodePackage.canRun(), "There is no Node on this machine: the client is left out.");
        Path script = NodePackage.copied(OSCAL, client, work).script("calls.mjs");
        return List.of("node", script.toString(), order);
    }

    private <T> T run(String journey, Journey.Plan plan, String url, Class<T> summary) {
        Map<String, String> order = new HashMap<>(Map.of(
                "journey",
                journey,
                "url",
                url,
                "generation",
                plan.generation(),
                "user",
                "alice",
                "password",
                "alice-pw",
                "auth_method",
                plan.method()));
        plan.registeredAs()
                .ifPresent(id -> order.put(id.startsWith("https:") ? "client_metadata_url" : "client_id", id));
        return read(new Command(work, JOURNEY).run(command(plan.client(), write(order))), summary);
    }

    /// Where a browser is sent back to once alice has logged in at this page.
    String loggedInAt(String page) {
        return loggedInAt(page, "alice", "alice-pw");
    }

    /// The same for anybody.
    String loggedInAt(String page, String user, String password) {
        String browser = scripts.resolve("python/browser.py").toString();
        return new Command(work, JOURNEY)
                .run(List.of(python.program("python"), browser, page, user, password))
                .strip();
    }

    private List<String> command(String client, String order) {
        return switch (client) {
            case "python" ->
                List.of(
                        python.program("python"),
                        scripts.resolve("python/client.py").toString(),
                        order);
            default -> {
                assumeTrue(NodePackage.canRun(), "There is no Node on this machine: the client is left out.");
                yield List.of("node", work.resolve(client).resolve("client.mjs").toString(), order);
            }
        };
    }

    private String write(Map<String, String> order) {
        try {
            return json.writeValueAsString(order);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T read(String output, Class<T> summary) {
        try {
            return json.readValue(output, summary);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The client printed no summary: " + output, e);
        }
    }
}
