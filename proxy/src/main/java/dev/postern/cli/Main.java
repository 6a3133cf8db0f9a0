package dev.postern.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Where the process begins.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // The libraries announce themselves at INFO; a person wants to read what Postern says.
        Logger.getLogger("").setLevel(Level.WARNING);
        Terminal terminal = new Terminal(System.getenv(), System.in, System.out, System.err);
        String version = Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "development");
        // Not System.out: a PrintStream hides that it cannot write.
        FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
        System.exit(new CommandLineProgram(terminal, version, config -> SidecarGate.start(config, stdout)).run(args));
    }
}
