package dev.postern.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.oauth.BearerToken;
import dev.postern.oauth.ClientSecret;
import dev.postern.oauth.Scopes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path temp;

    private Path folder() {
        return temp.resolve("config/postern/login");
    }

    private Store store() {
        return new Store(new StoreFolder(folder()));
    }

    private static Grant grant(String url) throws LoginException {
        return new Grant(
                Endpoint.of(url),
                "https://h/mcp",
                "https://id.example.com",
                URI.create("https://id.example.com/token"),
                URI.create("https://id.example.com/revoke"),
                new Client("me", new ClientSecret("s"), null, ClientAuthentication.BASIC, 4711),
                Scopes.parse("a b"),
                false,
                new Tokens(
                        new BearerToken("access"), new RefreshToken("refresh"), NOW, NOW.plusSeconds(9), Scopes.NONE));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.toList();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void givesBackWhatWasKept() throws Exception {
        Grant grant = grant("https://h/mcp");

        store().save(grant);

        assertThat(store().grant(grant.endpoint())).contains(grant);
        assertThat(store().grant(Endpoint.of("https://h/other"))).isEmpty();
    }

    @Test
    void keepsEverythingFromOtherUsers() throws Exception {
        store().save(grant("https://h/mcp"));
        store().remember("https://id.example.com", grant("https://h/mcp").client());
        store().lock(Endpoint.of("https://h/mcp")).close();

        assertThat(files())
                .hasSize(3)
                .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
        assertThat(permissions(folder())).isEqualTo("rwx------");
        assertThat(permissions(temp.resolve("config/postern"))).isEqualTo("rwx------");
    }

    @Test
    void usesNoTokensThatOthersCouldRead() throws Exception {
        store().save(grant("https://h/mcp"));
        Files.setPosixFilePermissions(files().getFirst(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> store().grant(Endpoint.of("https://h/mcp"))).hasMessageContaining("chmod 600");
    }

    @Test
    void leavesNoHalfWrittenFileBehind() throws Exception {
        for (int i = 0; i < 5; i++) {
            store().save(grant("https://h/mcp"));
        }

        assertThat(files()).hasSize(1);
    }

    @Test
    void saysThatAFileIsSpoiltAndWhatToDo() throws Exception {
        store().save(grant("https://h/mcp"));
        Files.writeString(files().getFirst(), "{\"url\":");

        assertThatThrownBy(() -> store().grant(Endpoint.of("https://h/mcp")))
                .hasMessageContaining("postern login https://h/mcp");
    }

    @Test
    void findsAClientForItsOwnIssuerOnly() throws Exception {
        Client client = grant("https://h/mcp").client();
        store().remember("https://id.example.com", client);

        assertThat(store().client("https://id.example.com")).contains(client);
        assertThat(store().client("https://id.example.com/")).isEmpty();
    }

    @Test
    void printsNoSecret() throws Exception {
        assertThat(grant("https://h/mcp").toString()).doesNotContain("=access", "=refresh", "secret=s,");
    }

    @Test
    void isWhereTheUserKeepsConfiguration() {
        assertThat(StoreFolder.of(Map.of("XDG_CONFIG_HOME", "/x/cfg"), "/home/me"))
                .isEqualTo(Path.of("/x/cfg/postern/login"));
        assertThat(StoreFolder.of(Map.of("XDG_CONFIG_HOME", "relative"), "/home/me"))
                .isEqualTo(Path.of("/home/me/.config/postern/login"));
        assertThat(StoreFolder.of(Map.of(), "/home/me")).isEqualTo(Path.of("/home/me/.config/postern/login"));
    }
}
