package dev.postern.oscal.cli;

import dev.postern.oscal.constraints.ConstraintCheck;
import dev.postern.oscal.transport.Bounds;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/// `postern-oscal`.
public final class Main {
    // Held, because a logger that nobody holds forgets its level.
    private static final Logger ALL = Logger.getLogger("");
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.setProperty("org.jboss.logging.provider", "jdk");
        // XNIO and Undertow greet at level INFO; Lucene warns that it could use a module which is not there yet.
        ALL.setLevel(Level.WARNING);
        LUCENE.setLevel(Level.SEVERE);
        Map<String, String> environment = System.getenv();
        Optional<Serving> plain = PlainFlags.of(List.of(args), environment);
        Optional<ConstraintCheck> constraints = ConstraintOptions.standard(environment);
        System.exit(
                plain.isPresent() && constraints.isPresent()
                        ? plain.get().run(constraints.get(), Bounds.ordinary())
                        : new CommandLine(new ServeCommand()).execute(args));
    }
}
