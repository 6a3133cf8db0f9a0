package dev.postern.oscal.cli;

import picocli.CommandLine;

/// `postern-oscal`.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // XNIO and Undertow greet at level INFO; standard output belongs to the protocol.
        System.setProperty("org.jboss.logging.provider", "jdk");
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
        System.exit(new CommandLine(new ServeCommand()).execute(args));
    }
}
