package dev.postern.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// A real Valkey or Redis server, as a process: the one that `POSTERN_TEST_STORE` names, one on the path, or the one
/// that
/// comes with a test library.
public final class TestStore implements AutoCloseable {
    private static final int ATTEMPTS = 500;
    private static final String MISSING =
            "There is no server to share rate limits by: put valkey-server or redis-server"
                    + " on the PATH, or name one in POSTERN_TEST_STORE.";

    private final Path folder;
    private final int port;
    private final List<String> options;
    private Process process;

    private TestStore(Path folder, int port, List<String> options) throws IOException {
        this.folder = folder;
        this.port = port;
        this.options = options;
        this.process = launch();
    }

    /// Starts one on a free port.
    ///
    /// @param options as on its command line
    public static TestStore start(String... options) throws IOException {
        return new TestStore(Files.createTempDirectory("store"), freePort(), List.of(options));
    }

    /// A port nobody listens on now.
    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(server().toString()));
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "", "--dir"));
        command.add(folder.toString());
        command.addAll(options);
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        for (int i = 0; i < ATTEMPTS && started.isAlive(); i++) {
            if (!ask("PING").isEmpty()) {
                return started;
            }
            pause();
        }
        started.destroyForcibly();
        throw new IOException("the store does not start: " + Files.readString(folder.resolve("log")));
    }

    private static Path server() throws IOException {
        String named = System.getenv("POSTERN_TEST_STORE");
        if (named != null) {
            return Path.of(named);
        }
        for (String name : List.of("valkey-server", "redis-server")) {
            for (String place : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
                if (Files.isExecutable(Path.of(place, name))) {
                    return Path.of(place, name);
                }
            }
        }
        return packed();
    }

    private static Path packed() throws IOException {
        Path unpacked = Path.of("target", packedName());
        try (InputStream packed = TestStore.class.getResourceAsStream("/" + packedName())) {
            if (packed == null) {
                Assumptions.abort(MISSING);
            }
            if (!Files.exists(unpacked)) {
                Files.createDirectories(unpacked.toAbsolutePath().getParent());
                Files.copy(packed, unpacked);
                Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwx------"));
            }
            return unpacked.toAbsolutePath();
        }
    }

    private static String packedName() {
        boolean arm = System.getProperty("os.arch").matches("aarch64|arm64");
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")) {
            return "redis-server-6.2.6-v5-darwin-" + (arm ? "arm64" : "amd64");
        }
        return arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
    }

    public int port() {
        return port;
    }

    /// The first line of its answer to a command, empty where there is none.
    public String ask(String command) {
        List<String> lines = askAll(command, 1);
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    /// So many lines of its answer.
    public List<String> askAll(String command, int count) {
        List<String> lines = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (lines.size() == count) {
                    break;
                }
            }
        } catch (IOException _) {
            // It says no more.
        }
        return lines;
    }

    /// Lets it do nothing, with its connections open.
    public void freeze() throws Exception {
        signal("-STOP");
    }

    public void thaw() throws Exception {
        signal("-CONT");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }

    /// Ends it at once; what it knew is lost.
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /// Starts it again where it was.
    public void restart() throws IOException {
        process = launch();
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(folder.resolve("log"));
        Files.deleteIfExists(folder);
    }
}
