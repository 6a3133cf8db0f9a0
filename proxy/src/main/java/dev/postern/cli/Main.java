package dev.postern.cli;

import dev.postern.config.Config;
import dev.postern.sidecar.Sidecar;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Where the process begins.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // The libraries announce themselves at INFO; a person wants to read what Postern says.
        Logger.getLogger("").setLevel(Level.WARNING);
        Terminal terminal = new Terminal(System.getenv(), System.out, System.err);
        String version = Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "development");
        System.exit(new CommandLineProgram(terminal, version, Main::start).run(args));
    }

    private static Gate start(Config config) throws IOException {
        // Not System.out: a PrintStream hides that it cannot write.
        Sidecar sidecar = new Sidecar(config, Clock.systemUTC(), new FileOutputStream(FileDescriptor.out));
        return new Gate() {
            @Override
            public InetSocketAddress publicAddress() {
                return sidecar.publicAddress();
            }

            @Override
            public InetSocketAddress opsAddress() {
                return sidecar.opsAddress();
            }

            @Override
            public void close() {
                sidecar.close();
            }
        };
    }
}
