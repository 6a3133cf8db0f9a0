package dev.postern.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The official MCP clients, each installed once from its lock file beside a copy of its script.
final class OfficialClients {
    private static final Duration INSTALL = Duration.ofMinutes(10);
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
        OfficialClients clients = new OfficialClients(scripts, work, python);
        clients.copy("typescript");
        clients.installNode("typescript-v1");
        clients.installNode("typescript-v2");
        return clients;
    }

    /// One whole way of a client from nothing to tool results, as the script tells it.
    Journey run(Journey.Plan plan, String url) {
        Map<String, String> order = new HashMap<>(
                Map.of("url", url, "generation", plan.generation(), "user", "alice", "password", "alice-pw"));
        plan.registeredAs().ifPresent(id -> order.put("client_id", id));
        String output = new Command(work, JOURNEY).run(command(plan.client(), write(order)));
        return read(output);
    }

    private List<String> command(String client, String order) {
        return switch (client) {
            case "python" ->
                List.of(
                        python.program("python"),
                        scripts.resolve("python/client.py").toString(),
                        order);
            default ->
                List.of("node", work.resolve(client).resolve("client.mjs").toString(), order);
        };
    }

    private void installNode(String name) {
        try {
            copy(name);
            Path folder = work.resolve(name);
            Path stamp = folder.resolve("lock.installed");
            String wanted = Files.readString(folder.resolve("package-lock.json"));
            if (!Files.exists(stamp) || !Files.readString(stamp).equals(wanted)) {
                new Command(folder, INSTALL).run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
                Files.writeString(stamp, wanted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(String name) {
        Path target = work.resolve(name);
        try (Stream<Path> files = Files.list(scripts.resolve(name))) {
            Files.createDirectories(target);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(target.resolve(String.valueOf(file.getFileName())), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(Map<String, String> order) {
        try {
            return json.writeValueAsString(order);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Journey read(String output) {
        try {
            return json.readValue(output, Journey.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The client printed no summary: " + output, e);
        }
    }
}
