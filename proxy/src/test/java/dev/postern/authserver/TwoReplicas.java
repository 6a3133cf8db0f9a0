package dev.postern.authserver;

import com.sun.net.httpserver.HttpServer;
import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.sql.SqlStore;
import dev.postern.config.Config;
import dev.postern.config.ConfigReader;
import dev.postern.config.ConfigResult;
import dev.postern.config.Option;
import dev.postern.config.Settings;
import dev.postern.config.StoreConfig;
import dev.postern.sidecar.Sidecar;
import dev.postern.testing.TestPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What replicas share: a public address, a database, the keys of the store, an MCP server behind.
final class TwoReplicas implements AutoCloseable {
    private final Path folder;
    private final StoreConfig.Postgres database;
    private final HttpServer upstream;
    private final List<Runnable> started = new ArrayList<>();

    TwoReplicas(Path folder, TestPostgres server) throws IOException {
        this.folder = folder;
        this.database = server.database();
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/mcp", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        upstream.start();
        Files.writeString(folder.resolve("users"), "alice:" + TestFace.HASH + "\n");
        Files.writeString(folder.resolve("password"), database.password().value());
        Files.writeString(
                folder.resolve("keys"), String.join("\n", database.keys().base64()));
        Files.writeString(folder.resolve("secret"), "s3cret");
    }

    /// The store past the replicas.
    Store store() {
        Store store = SqlStore.open(database);
        started.add(store::close);
        return store;
    }

    private Map<Option, String> options(Optional<TestProvider> provider, int port, int ops) {
        Map<Option, String> options = new EnumMap<>(Option.class);
        options.put(Option.UPSTREAM, "http://127.0.0.1:" + upstream.getAddress().getPort() + "/mcp");
        options.put(Option.LISTEN, "127.0.0.1:" + port);
        options.put(Option.OPS_LISTEN, "127.0.0.1:" + ops);
        options.put(Option.TRUSTED_PROXIES, "127.0.0.1/32");
        options.put(Option.AUTH_RESOURCE_SERVER_URL, TestFace.RESOURCE);
        options.put(Option.AUTH_REQUIRED_SCOPES, "mcp:use");
        options.put(Option.STORE_URL, database.url().substring("jdbc:".length()));
        options.put(Option.STORE_USER, database.user());
        options.put(Option.STORE_PASSWORD_FILE, folder.resolve("password").toString());
        options.put(Option.STORE_KEY_FILE, folder.resolve("keys").toString());
        if (provider.isPresent()) {
            options.put(Option.AUTHSERVER, "oidc");
            options.put(Option.AUTHSERVER_PROVIDER_URL, provider.get().issuer());
            options.put(Option.AUTHSERVER_CLIENT_ID, "postern");
            options.put(
                    Option.AUTHSERVER_CLIENT_SECRET_FILE,
                    folder.resolve("secret").toString());
        } else {
            options.put(Option.AUTHSERVER, "local");
            options.put(Option.AUTHSERVER_USERS_FILE, folder.resolve("users").toString());
        }
        return options;
    }

    /// A replica in this process.
    Sidecar sidecar(Optional<TestProvider> provider) throws IOException {
        Map<Option, List<String>> flags = new EnumMap<>(Option.class);
        options(provider, freePort(), 0).forEach((option, value) -> flags.put(option, List.of(value)));
        ConfigResult read = ConfigReader.read(Settings.of(flags, Map.of(), Map.of()), TwoReplicas::text);
        Config config = switch (read) {
            case ConfigResult.Complete complete -> complete.config();
            case ConfigResult.Faulty faulty -> throw new AssertionError(faulty);
        };
        Sidecar sidecar = new Sidecar(config, Clock.systemUTC(), OutputStream.nullOutputStream());
        started.add(sidecar::close);
        return sidecar;
    }

    private static Optional<String> text(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A replica as a process of its own, which can be killed.
    ReplicaProcess process(Optional<TestProvider> provider) throws IOException {
        int port = freePort();
        int ops = freePort();
        List<String> flags = new ArrayList<>();
        options(provider, port, ops).forEach((option, value) -> flags.add(option.flag() + "=" + value));
        ReplicaProcess process = new ReplicaProcess(port, ops, flags, folder.resolve("replica-" + port + ".log"));
        started.add(process::close);
        return process;
    }

    static int port(Sidecar sidecar) {
        return sidecar.publicAddress().getPort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        started.forEach(Runnable::run);
        upstream.stop(0);
    }
}
