package dev.postern.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.login.StandIn.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalTest {
    @TempDir
    Path temp;

    private final StandIn server = new StandIn();
    private Visitor visitor = new Visitor(Path.of("."));

    @BeforeEach
    void logIn() throws LoginException {
        visitor = new Visitor(temp);
        visitor.logIn(server);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String token() throws LoginException {
        try (McpClient client = visitor.client(server.endpoint())) {
            return client.token();
        }
    }

    /// Lets the kept token be one that ended long ago.
    private void expire() throws LoginException {
        Grant grant = kept();
        Tokens tokens = grant.tokens();
        visitor.store()
                .save(grant.with(
                        new Tokens(tokens.access(), tokens.refresh(), Instant.EPOCH, Instant.EPOCH, tokens.granted())));
    }

    private Grant kept() throws LoginException {
        return visitor.store().grant(server.endpoint()).orElseThrow();
    }

    @Test
    void givesTheTokenAtHandWhileItIsGood() throws Exception {
        assertThat(token()).isEqualTo(kept().tokens().access().value());
        assertThat(server.tokenRequests).hasSize(1);
    }

    @Test
    void renewsATokenThatEndsAndKeepsTheRefreshTokenThatCameWithIt() throws Exception {
        String first = kept().tokens().access().value();
        expire();

        String second = token();
        expire();
        String third = token();

        assertThat(Set.of(first, second, third)).hasSize(3);
        assertThat(server.tokenRequests.getLast().form())
                .containsEntry("grant_type", "refresh_token")
                .containsEntry("resource", server.url());
    }

    @Test
    void keepsTheOldRefreshTokenWhereNoNewOneCame() throws Exception {
        RefreshToken before = kept().tokens().refresh();
        server.refreshing = false;
        expire();

        token();

        assertThat(kept().tokens().refresh()).isEqualTo(before);
    }

    @Test
    void asksForALoginWhereThereIsNoneOrItHasEnded() throws Exception {
        server.page("/token", _ -> Page.json(400, "{\"error\":\"invalid_grant\"}"));
        expire();

        assertThatThrownBy(this::token).hasMessageContaining("Log in again: postern login " + server.url());

        visitor.store().forget(server.endpoint());
        assertThatThrownBy(this::token).hasMessageContaining("You are not logged in");
    }

    @Test
    void keepsTheLoginWhileTheAuthorizationServerHasTrouble() throws Exception {
        server.page("/token", _ -> Page.json(503, ""));
        expire();
        Grant before = kept();

        assertThatThrownBy(this::token).hasMessageContaining("answered 503");

        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void refreshesOnceForProcessesThatWantATokenAtOnce() throws Exception {
        expire();
        List<Process> processes = new ArrayList<>();
        Set<String> printed = new TreeSet<>();
        for (int i = 0; i < 4; i++) {
            processes.add(process());
        }
        for (Process process : processes) {
            printed.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertThat(process.waitFor()).isZero();
        }

        assertThat(printed).containsExactly(kept().tokens().access().value() + "\n");
        assertThat(server.tokenRequests).hasSize(2);
    }

    private Process process() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TokenPrinter.class.getName(),
                        server.url(),
                        temp.toString())
                .redirectError(Files.createTempFile(temp, "err", ".txt").toFile())
                .start();
    }

    /// What `postern token` does, with a folder of the test's.
    static final class TokenPrinter {
        private TokenPrinter() {}

        public static void main(String[] arguments) throws LoginException {
            try (McpClient client = new Visitor(Path.of(arguments[1])).client(Endpoint.of(arguments[0]))) {
                System.out.println(client.token());
            }
        }
    }
}
