package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.counterparts.NodePackage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the server behind learns of who asks, with servers that use it and an issuer that is asked.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class UpstreamIdentityIT {
    private static final Path EXAMPLES =
            Path.of("..", "examples", "identity").toAbsolutePath().normalize();
    private static final Duration START = Duration.ofMinutes(1);
    private static final Pattern CREDENTIAL = Pattern.compile("(?i)\r\nauthorization: Bearer ([^\r]+)\r\n");
    private static final String CALL = """
            {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"whoami","arguments":{}}}""";

    private final Stack stack;
    private final Exchanges exchanges = new Exchanges();

    UpstreamIdentityIT(Stack stack) {
        this.stack = stack;
    }

    @AfterAll
    void close() {
        exchanges.close();
    }

    private Postern asserting(String name, int port, int upstream) {
        return stack.launched(name, port, upstream, stack.trustInTheRealm(), "--identity-assertion");
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request, String token) {
        return request.setHeader("Authorization", "Bearer " + token);
    }

    @Test
    void aPythonServerVerifiesWhoCallsATool() {
        int upstream = Ports.free();
        Postern postern = asserting("asserting-python", Ports.free(), upstream).awaitAlive();
        String python = Stack.WORK.resolve("python/bin/python").toString();
        URI direct = URI.create("http://127.0.0.1:" + upstream + "/mcp");

        try (Program server = server("identity-python", List.of(python, example("server.py")), upstream, postern)) {
            server.awaitAnswer(direct, START, _ -> true);

            assertThat(exchanges
                            .send(authorized(exchanges.modernCall(postern.endpoint(), "whoami"), stack.goodToken()))
                            .body())
                    .contains(" of " + stack.keycloak().issuer() + ", by mcp-machine");
            assertThat(exchanges
                            .send(exchanges.modernCall(direct, "whoami").header("X-Auth-Assertion", stack.goodToken()))
                            .body())
                    .contains("\"isError\":true");
        }
    }

    @Test
    void aServerInTypeScriptVerifiesWhoCallsATool() throws IOException {
        assumeTrue(NodePackage.canRun(), "There is no Node on this machine: the server is left out.");
        int upstream = Ports.free();
        Postern postern =
                asserting("asserting-typescript", Ports.free(), upstream).awaitAlive();
        Path script = Stack.WORK.resolve("typescript-v1/identity-server.mjs");
        Files.copy(Path.of(example("server.mjs")), script, StandardCopyOption.REPLACE_EXISTING);
        URI direct = URI.create("http://127.0.0.1:" + upstream + "/mcp");

        try (Program server = server("identity-typescript", List.of("node", script.toString()), upstream, postern)) {
            server.awaitAnswer(direct, START, _ -> true);

            assertThat(exchanges
                            .send(authorized(exchanges.legacyPost(postern.endpoint(), CALL), stack.goodToken()))
                            .body())
                    .contains(" of " + stack.keycloak().issuer() + ", by mcp-machine");
            assertThat(exchanges
                            .send(exchanges.legacyPost(direct, CALL).header("X-Auth-Assertion", stack.goodToken()))
                            .body())
                    .contains("\"isError\":true");
        }
    }

    private static String example(String name) {
        return EXAMPLES.resolve(name).toString();
    }

    private Program server(String name, List<String> command, int port, Postern postern) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(
                Integer.toString(port), stack.resource(), postern.ops("").toString()));
        return Program.started(name, Stack.LOGS, Map.of(), whole);
    }

    @Test
    void theServerGetsATokenThatKeycloakGaveForTheClients() {
        try (Recorder recorder = new Recorder(OscalServer.PORT)) {
            Postern postern = stack.launched(
                            "exchanging",
                            Ports.free(),
                            recorder.port(),
                            stack.trustInTheRealm(),
                            "--upstream-exchange-client-id=" + Realms.ASKING,
                            "--upstream-exchange-client-secret-file=" + stack.secretFile(Realms.ASKING + "-secret"))
                    .awaitReady();
            String token = stack.goodToken();

            HttpResponse<String> first = exchanges.send(authorized(exchanges.initialize(postern.endpoint()), token));
            exchanges.send(authorized(exchanges.initialize(postern.endpoint()), token));

            assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
            List<String> given = CREDENTIAL
                    .matcher(recorder.seen())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(given).hasSize(2);
            assertThat(given.getFirst()).isNotEqualTo(token).isEqualTo(given.getLast());
            assertThat(claim(given.getFirst(), "azp")).isEqualTo(Realms.ASKING);
            assertThat(claim(given.getFirst(), "sub")).isEqualTo(claim(token, "sub"));
        }
    }

    @Test
    void anExchangeThatKeycloakRefusesIs403AndAWrongSecret503() {
        Postern refused = exchanging("exchange-refused", "--upstream-exchange-audience=nobody", "asking-secret");
        Postern unknown = exchanging("exchange-unknown", "--upstream-exchange-audience=asking", "wrong-secret");

        HttpResponse<String> no =
                exchanges.send(authorized(exchanges.initialize(refused.endpoint()), stack.goodToken()));
        HttpResponse<String> away =
                exchanges.send(authorized(exchanges.initialize(unknown.endpoint()), stack.goodToken()));

        assertThat(no.statusCode()).as(refused.output()).isEqualTo(403);
        assertThat(away.statusCode()).as(unknown.output()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
    }

    private Postern exchanging(String name, String audience, String secret) {
        return stack.launched(
                        name,
                        Ports.free(),
                        OscalServer.PORT,
                        stack.trustInTheRealm(),
                        audience,
                        "--upstream-exchange-client-id=" + Realms.ASKING,
                        "--upstream-exchange-client-secret-file=" + stack.secretFile(secret))
                .awaitReady();
    }

    private static String claim(String token, String name) {
        String payload = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(payload);
        return found.find() ? found.group(1) : "";
    }

    @Test
    void aSessionIsItsOwnersOnEveryReplica() {
        String keyFile = "--session-key-file=" + stack.file("session-key.txt", "A".repeat(43) + "=\n");
        Postern one = stack.launched("replica-one", Ports.free(), OscalServer.PORT, stack.trustInTheRealm(), keyFile);
        Postern two = stack.launched("replica-two", Ports.free(), OscalServer.PORT, stack.trustInTheRealm(), keyFile);
        String own = stack.goodToken();
        String anothers = stack.keycloak().realm(Realms.FIRST).token(Realms.LONG_LIVED, Map.of("scope", "oscal:read"));
        String session = exchanges
                .send(authorized(exchanges.initialize(one.awaitReady().endpoint()), own))
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();

        URI endpoint = two.awaitReady().endpoint();
        HttpRequest.Builder request = exchanges.initialized(endpoint).header("Mcp-Session-Id", session);
        HttpRequest.Builder stolen = exchanges.initialized(endpoint).header("Mcp-Session-Id", session);

        assertThat(exchanges.send(authorized(request, own)).statusCode()).isEqualTo(202);
        HttpResponse<String> gone = exchanges.send(authorized(stolen, anothers));
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).contains("Session not found");
        assertThat(exchanges.send(authorized(request, stack.goodToken())).statusCode())
                .isEqualTo(202);
    }
}
