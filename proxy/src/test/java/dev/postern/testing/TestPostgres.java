package dev.postern.testing;

import dev.postern.config.SealKeys;
import dev.postern.config.StoreConfig;
import dev.postern.config.StorePassword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A real PostgreSQL as a process of its own, on a free port of loopback, that can be stopped and comes back with its
/// data. Its programs are those in `POSTERN_TEST_POSTGRES` (a `bin` folder), else the ones that Maven brought, else
/// those of the distribution.
public final class TestPostgres implements AutoCloseable {
    private static final String USER = "postern";
    private static final String PASSWORD = "a password with a ' in it";
    private static final int NOBODY = 65534;

    private final Path folder;
    private final Path programs;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private Process process;

    private TestPostgres(Path folder, Path programs, int port) throws IOException {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
        this.process = launch();
    }

    /// Starts one with no data; empty where this machine has no PostgreSQL that it can run.
    public static Optional<TestPostgres> start() {
        try {
            Path folder = Files.createTempDirectory("postern-postgres");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Optional<Path> programs = programs(folder);
            if (programs.isEmpty()) {
                delete(folder);
                return Optional.empty();
            }
            Path password = Files.writeString(folder.resolve("password"), PASSWORD);
            give(folder);
            give(password);
            run(List.of(
                    programs.get().resolve("initdb").toString(),
                    "--pgdata=" + folder.resolve("data"),
                    "--username=" + USER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync"));
            return Optional.of(new TestPostgres(folder, programs.get(), freePort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A new database in it.
    public StoreConfig.Postgres database() {
        String name = "store" + databases.incrementAndGet();
        execute("postgres", "create database " + name);
        return at(name);
    }

    private StoreConfig.Postgres at(String name) {
        SealKeys keys = new SealKeys(List.of(Base64.getEncoder().encodeToString(new byte[SealKeys.BYTES])));
        return new StoreConfig.Postgres(url(name), false, USER, new StorePassword(PASSWORD), keys);
    }

    /// Does something to a database past the store.
    public void execute(StoreConfig.Postgres database, String sql) {
        execute(database.url().substring(database.url().lastIndexOf('/') + 1), sql);
    }

    private void execute(String name, String sql) {
        try (Connection connection = DriverManager.getConnection(url(name), USER, PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    /// Ends it at once, as a crash does; what it acknowledged is in its log.
    public void crash() {
        try {
            run(List.of(
                    programs.resolve("pg_ctl").toString(),
                    "stop",
                    "-m",
                    "immediate",
                    "-D",
                    folder.resolve("data") + ""));
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Starts it again with the data it had.
    public void restart() {
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        Process started = new ProcessBuilder(asNobody(List.of(
                        programs.resolve("postgres").toString(),
                        "-D",
                        folder.resolve("data").toString(),
                        "-p",
                        String.valueOf(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off",
                        "-c",
                        "max_connections=60")))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        awaitConnection(started);
        return started;
    }

    private void awaitConnection(Process started) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (Connection connection = DriverManager.getConnection(url("postgres"), USER, PASSWORD)) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                if (!started.isAlive() || System.nanoTime() > end) {
                    throw new IOException("PostgreSQL did not start: " + Files.readString(folder.resolve("log")), e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        crash();
        process.destroyForcibly();
        delete(folder);
    }

    private static Optional<Path> programs(Path folder) throws IOException {
        String named = System.getenv("POSTERN_TEST_POSTGRES");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        Optional<Path> unpacked = unpack(folder);
        return unpacked.isPresent() ? unpacked : installed();
    }

    private static Optional<Path> unpack(Path folder) throws IOException {
        boolean fits = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        try (InputStream archive = TestPostgres.class.getResourceAsStream("/postgres-linux-x86_64.txz")) {
            if (!fits || archive == null) {
                return Optional.empty();
            }
            Path into = Files.createDirectory(folder.resolve("programs"));
            Files.copy(archive, folder.resolve("archive.txz"));
            int code = call(List.of("tar", "-xJf", folder.resolve("archive.txz").toString(), "-C", into.toString()));
            return code == 0 ? Optional.of(into.resolve("bin")) : Optional.empty();
        }
    }

    private static Optional<Path> installed() throws IOException {
        Path debian = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(debian)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(debian)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }

    /// PostgreSQL refuses to run as root, which is who runs the tests in a container.
    private static List<String> asNobody(List<String> command) throws IOException {
        if (!isRoot()) {
            return command;
        }
        List<String> all =
                new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        all.addAll(command);
        return all;
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static void give(Path path) throws IOException {
        if (isRoot()) {
            Files.setAttribute(path, "unix:uid", NOBODY);
        }
    }

    private static void run(List<String> command) throws IOException {
        int code = call(asNobody(command));
        if (code != 0) {
            throw new IOException(command.getFirst() + " ended with " + code);
        }
    }

    private static int call(List<String> command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
