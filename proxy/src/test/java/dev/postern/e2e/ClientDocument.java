package dev.postern.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.postern.counterparts.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// The website of a client, on this machine and under a certificate of its own, with the document that describes it.
/// The
/// official clients take `https` only for the document's address.
final class ClientDocument implements AutoCloseable {
    static final String NAME = "Postern end-to-end, as its document has it";

    private static final String PATH = "/client.json";
    private static final String PASSWORD = "changeit";
    private static final Duration KEYTOOL = Duration.ofSeconds(30);

    private final HttpsServer server;
    private final Path certificate;

    private ClientDocument(HttpsServer server, Path certificate) {
        this.server = server;
        this.certificate = certificate;
    }

    static ClientDocument published(Path work) {
        try {
            Path folder = Files.createTempDirectory(work, "client-document");
            Path keys = folder.resolve("keys.p12");
            keytool("-genkeypair", keys, "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost");
            Path certificate =
                    Files.writeString(folder.resolve("certificate.pem"), keytool("-exportcert", keys, "-rfc"));
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
            ClientDocument document = new ClientDocument(server, certificate);
            server.createContext(PATH, document::answer);
            server.start();
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String keytool(String command, Path keys, String... more) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-alias",
                "site",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD));
        words.addAll(List.of(more));
        return new Command(Path.of("."), KEYTOOL).run(words);
    }

    private static SSLContext context(Path keys) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /// Where it is, which is the client's id.
    String url() {
        return "https://localhost:" + server.getAddress().getPort() + PATH;
    }

    /// What lets Postern read it.
    List<String> options() {
        return List.of("--authserver-insecure-local-client-metadata", "--auth-ca-file=" + certificate);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] document = """
                {"client_id": "%s", "client_name": "%s", "redirect_uris": ["http://127.0.0.1/callback"],
                 "grant_types": ["authorization_code", "refresh_token"], "token_endpoint_auth_method": "none"}
                """.formatted(url(), NAME).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, document.length);
        exchange.getResponseBody().write(document);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
