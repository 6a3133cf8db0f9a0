package dev.postern.oscal.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/// `postern-oscal`.
public final class Main {
    // Held, because a logger that nobody holds forgets its level.
    private static final Logger ALL = Logger.getLogger("");
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private Main() {}

    public static void main(String[] args) {
        System.setProperty("org.jboss.logging.provider", "jdk");
        // XNIO and Undertow greet at level INFO; Lucene warns that it could use a module which is not there yet.
        ALL.setLevel(Level.WARNING);
        LUCENE.setLevel(Level.SEVERE);
        System.exit(new CommandLine(new ServeCommand()).execute(args));
    }
}
