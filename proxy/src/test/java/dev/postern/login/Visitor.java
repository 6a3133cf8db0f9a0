package dev.postern.login;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A person whose browser follows where it is sent, and the client they use.
final class Visitor {
    static final Duration PATIENCE = Duration.ofMinutes(1);

    final List<HttpResponse<String>> shown = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Path folder;

    Visitor(Path folder) {
        this.folder = folder;
    }

    String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    Person person() {
        return person(this::follow, new ByteArrayInputStream(new byte[0]));
    }

    Person person(Browser browser, InputStream says) {
        return new Person(new PrintStream(told, true, StandardCharsets.UTF_8), says, browser);
    }

    McpClient client(Endpoint endpoint) {
        return client(endpoint, person());
    }

    McpClient client(Endpoint endpoint, Person person) {
        return client(endpoint, person, PATIENCE);
    }

    McpClient client(Endpoint endpoint, Person person, Duration patience) {
        return new McpClient(endpoint, folder, person, Clock.systemUTC(), new SecureRandom(), patience);
    }

    static LoginOptions simple() {
        return LoginOptions.simple(true, PATIENCE);
    }

    /// Logs in as most people do.
    void logIn(StandIn server) throws LoginException {
        logIn(server, simple());
    }

    void logIn(StandIn server, LoginOptions options) throws LoginException {
        try (McpClient client = client(server.endpoint())) {
            client.login(options);
        }
    }

    Store store() {
        return new Store(new StoreFolder(folder));
    }

    Path folder() {
        return folder;
    }

    boolean follow(URI page) {
        Thread.ofVirtual().start(() -> {
            try (HttpClient browser = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.ALWAYS)
                    .build()) {
                shown.add(browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        return true;
    }
}
