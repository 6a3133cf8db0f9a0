package dev.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.postern.e2e.CommandLine.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The client of our own at the authorization server of our own, before Keycloak.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(StackExtension.class)
final class AuthorizationServerLoginIT {
    private final Stack stack;
    private final ClientDocument document = ClientDocument.published(Stack.WORK);
    private final Postern postern;
    private final KeycloakAdmin admin;
    private final String url;

    @TempDir
    Path configuration;

    AuthorizationServerLoginIT(Stack stack) {
        this.stack = stack;
        this.postern = new Faces(stack).beforeKeycloak("authserver-login", document.options());
        this.admin = new KeycloakAdmin(stack.keycloak());
        this.url = postern.endpoint().toString();
    }

    @AfterAll
    void close() {
        admin.close();
        postern.close();
        document.close();
    }

    private Ended run(String... words) {
        try (CommandLine command = CommandLine.started(configuration, words)) {
            return command.ended();
        }
    }

    private Ended login(String... more) {
        String[] words = Stream.concat(Stream.of("login", "--no-browser", url), Stream.of(more))
                .toArray(String[]::new);
        try (CommandLine command = CommandLine.started(configuration, words)) {
            return command.type(stack.clients().loggedInAt(command.page())).ended();
        }
    }

    private JsonNode tools() throws IOException {
        Ended call = run("call", url, "tools/list");
        assertThat(call.code()).as(call.err()).isZero();
        return new JsonMapper().readTree(call.out()).path("tools");
    }

    private Path keptFile() throws IOException {
        try (Stream<Path> files = Files.list(configuration.resolve("postern/login"))) {
            return files.filter(path -> path.getFileName().toString().matches("server-.*json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private String kept() throws IOException {
        return Files.readString(keptFile());
    }

    /// Lets the access token look like one that has had its time.
    private void letTimePass() throws IOException {
        String expired = "\"expires_at\":\"2026-01-01T00:00:00Z\"";
        Files.writeString(keptFile(), kept().replaceFirst("\"expires_at\":\"[^\"]*\"", expired));
    }

    @Test
    void logsInRefreshesAndGivesItsTokensBack() throws Exception {
        Ended login = login();

        assertThat(login.code()).as(login.err()).isZero();
        assertThat(login.err()).contains("Logged in to " + url, "oscal:read", "renewed when needed");
        assertThat(tools()).hasSize(40);
        String first = run("token", url).out().strip();
        letTimePass();
        String second = run("token", url).out().strip();
        assertThat(second).isNotEqualTo(first).contains(".");
        assertThat(tools()).hasSize(40);
        assertThat(run("logout", url).err()).contains("took the tokens back");
        assertThat(postern.output()).doesNotContain(first).doesNotContain(second);
    }

    @Test
    void logsInAsTheClientOfADocument() throws Exception {
        Ended login = login("--client-metadata-url=" + document.url());

        assertThat(login.code()).as(login.err()).isZero();
        assertThat(tools()).hasSize(40);
        assertThat(kept()).contains(document.url());
    }

    @Test
    void refreshesNoMoreOnceTheProviderHasEndedTheLogin() throws Exception {
        login();
        admin.endSessions(Realms.FIRST, "alice");
        letTimePass();

        Ended token = run("token", url);

        assertThat(token.code()).isEqualTo(1);
        assertThat(token.out()).isEmpty();
        assertThat(token.err()).contains("Log in again: postern login " + url);
    }
}
