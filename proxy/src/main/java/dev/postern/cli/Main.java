package dev.postern.cli;

import dev.postern.config.Config;
import java.io.IOException;
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
        throw new IOException("The gate for " + config.resource().uri() + " is not built yet.");
    }
}
