package dev.postern.authserver.store.sql;

import dev.postern.authserver.store.Store;
import dev.postern.authserver.store.StoreUnavailable;
import dev.postern.authserver.store.Ticket;
import dev.postern.authserver.store.TicketKind;
import dev.postern.config.StoreConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process that writes tickets into the embedded store of a folder, one after the other, and says after each that it
/// was acknowledged, until it is killed or the store is unavailable.
final class StoreProcess implements AutoCloseable {
    private static final String UNAVAILABLE = "unavailable: ";

    private final Process process;
    private final BufferedReader output;

    /// @param prefix what the command line begins with, before `java`
    StoreProcess(Path folder, int contentLength, String... prefix) throws IOException {
        List<String> command = new ArrayList<>(List.of(prefix));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                StoreProcess.class.getName(),
                folder.toString(),
                String.valueOf(contentLength)));
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static void main(String... arguments) {
        String content = "x".repeat(Integer.parseInt(arguments[1]));
        try (Store store = SqlStore.open(new StoreConfig.Embedded(Path.of(arguments[0]), null))) {
            for (int i = 0; ; i++) {
                store.tickets().add(ticket(i, content), StoreContract.NOW);
                System.out.println(i);
            }
        } catch (StoreUnavailable e) {
            System.out.println(UNAVAILABLE + e.getMessage());
        }
    }

    static Ticket ticket(int number, String content) {
        return new Ticket(
                TicketKind.LOGIN, StoreContract.hash("t" + number), content, StoreContract.NOW.plusSeconds(600));
    }

    /// Waits for that many acknowledgements.
    void await(int acknowledged) throws IOException {
        for (int i = 0; i < acknowledged; i++) {
            String line = output.readLine();
            if (line == null || line.startsWith(UNAVAILABLE)) {
                throw new IOException("the process ended: " + line);
            }
        }
    }

    /// Kills it with no chance to say farewell, and tells how many tickets it had acknowledged by then.
    int kill() throws IOException {
        process.toHandle().destroyForcibly();
        return rest().size();
    }

    /// All it has still to say, until it ends.
    List<String> rest() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    static boolean saysUnavailable(String line) {
        return line.startsWith(UNAVAILABLE);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
