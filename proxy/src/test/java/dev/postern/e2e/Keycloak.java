package dev.postern.e2e;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A real Keycloak on loopback with the project's realm, in memory.
final class Keycloak implements AutoCloseable {
    private static final String JAVA_HOME = System.getProperty("java.home");
    /// A server that lives for minutes starts sooner without the second compiler.
    private static final String QUICK = "-XX:TieredStopAtLevel=1 -Xms64m -Xmx512m";
    private static final Duration BUILD = Duration.ofMinutes(4);
    private static final Duration START = Duration.ofMinutes(4);

    private final int port;
    private final Program program;

    private Keycloak(int port, Program program) {
        this.port = port;
        this.program = program;
    }

    static Keycloak started(Path home, int port, String realm, String resource, Path logs) {
        build(home);
        write(home.resolve("data/import/realm-mcp.json"), realm);
        Program program = Program.started(
                "keycloak",
                logs,
                Map.of("JAVA_HOME", JAVA_HOME, "JAVA_OPTS_APPEND", QUICK, "POSTERN_AUTH_RESOURCE_SERVER_URL", resource),
                List.of(
                        "sh",
                        home.resolve("bin/kc.sh").toString(),
                        "start",
                        "--optimized",
                        "--import-realm",
                        "--http-enabled=true",
                        "--hostname-strict=false",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port));
        return new Keycloak(port, program);
    }

    Keycloak awaitReady() {
        program.awaitAnswer(URI.create(issuer() + "/.well-known/openid-configuration"), START, status -> status == 200);
        return this;
    }

    String issuer() {
        return "http://127.0.0.1:" + port + "/realms/mcp";
    }

    /// A token by client credentials, as an application without a person gets it.
    String token(String client, String secret, String... scopes) {
        String form = "grant_type=client_credentials&client_id=" + encoded(client) + "&client_secret=" + encoded(secret)
                + Stream.of(scopes).map(scope -> "&scope=" + encoded(scope)).collect(Collectors.joining());
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return accessToken(request);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String accessToken(HttpRequest request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("No token: " + response.statusCode() + " " + response.body());
            }
            return new JsonMapper()
                    .readTree(response.body())
                    .path("access_token")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The slow half of a start, done once for each unpacked distribution.
    private static void build(Path home) {
        Path stamp = home.resolve("postern.built");
        if (Files.exists(stamp)) {
            return;
        }
        new Command(home, Map.of("JAVA_HOME", JAVA_HOME, "JAVA_OPTS_APPEND", QUICK), BUILD)
                .run(List.of("sh", "bin/kc.sh", "build", "--db=dev-mem", "--health-enabled=false"));
        write(stamp, "");
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
