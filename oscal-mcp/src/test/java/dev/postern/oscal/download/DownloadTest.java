package dev.postern.oscal.download;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.postern.oscal.download.Publication.Item;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    private static final byte[] DOCUMENT = "{\"catalog\": {}}".getBytes(StandardCharsets.UTF_8);
    private static final String HASH = "76ddc3f23e3e0707932ae1afe2d45aad47b00bce8951e53984db930003c739e2";
    private static final Item ITEM = new Item("some/where/catalog.json", HASH);

    private final CountDownLatch patience = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer mirror;

    @TempDir
    private Path folder;

    DownloadTest() throws IOException {
        mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        answer("/some/where/catalog.json", 200, DOCUMENT);
        mirror.start();
    }

    @AfterEach
    void stop() {
        patience.countDown();
        mirror.stop(0);
        client.close();
    }

    @Test
    void keepsADocumentThatHasItsHash() throws Exception {
        assertThat(download("", Duration.ofSeconds(20)).add(ITEM, folder.resolve("new")))
                .isEqualTo(new Download.Outcome.Added(DOCUMENT.length));

        assertThat(folder.resolve("new/catalog.json")).hasBinaryContent(DOCUMENT);
        assertThat(files("new")).hasSize(1);
    }

    @Test
    void keepsNothingThatHasAnotherHash() throws Exception {
        Item other = new Item(ITEM.path(), "00" + HASH.substring(2));

        assertThat(download("", Duration.ofSeconds(20)).add(other, folder))
                .isInstanceOfSatisfying(
                        Download.Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("not the document that was expected"));
        assertThat(files("")).isEmpty();
    }

    @Test
    void asksForNothingThatIsThere() throws Exception {
        Files.write(folder.resolve("catalog.json"), DOCUMENT);

        assertThat(download("/nowhere", Duration.ofSeconds(20)).add(ITEM, folder))
                .isEqualTo(new Download.Outcome.AlreadyThere());
    }

    @Test
    void leavesAnotherFileOfTheNameAsItIs() throws Exception {
        Files.writeString(folder.resolve("catalog.json"), "mine");

        assertThat(download("", Duration.ofSeconds(20)).add(ITEM, folder)).isInstanceOf(Download.Outcome.Failed.class);
        assertThat(folder.resolve("catalog.json")).hasContent("mine");
    }

    @Test
    void tellsTheStatusOfARefusal() throws Exception {
        assertThat(download("/nowhere", Duration.ofSeconds(20)).add(ITEM, folder))
                .isEqualTo(new Download.Outcome.Failed("The answer was status 404."));
    }

    @Test
    void givesUpABodyThatDoesNotEnd() throws Exception {
        mirror.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(DOCUMENT);
            exchange.getResponseBody().flush();
            await();
            exchange.close();
        });

        assertThat(download("/slow", Duration.ofMillis(300)).add(ITEM, folder))
                .isInstanceOfSatisfying(
                        Download.Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).startsWith("It took longer"));
    }

    @Test
    void tellsWhereTheMirrorIsGone() throws Exception {
        mirror.stop(0);

        assertThat(download("", Duration.ofSeconds(20)).add(ITEM, folder))
                .isInstanceOfSatisfying(
                        Download.Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).endsWith("nobody answers there."));
    }

    private Download download(String below, Duration limit) {
        return new Download(client, "http://127.0.0.1:" + mirror.getAddress().getPort() + below, limit);
    }

    private void answer(String path, int status, byte[] body) {
        mirror.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private void await() {
        try {
            patience.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Path> files(String inside) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(inside))) {
            return files.toList();
        }
    }
}
