package dev.postern.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/// The MCP server that the demonstration stands before, as a process of its own.
public sealed interface OscalServer extends AutoCloseable permits JavaServer, PythonServer {

    /// Which of the two, as people name them.
    enum Language {
        java,
        python
    }

    /// Starts it, without waiting.
    ///
    /// @param home the checkout
    /// @param journal where it says how it goes
    /// @throws IOException with a sentence where it cannot be started
    static OscalServer start(Language language, Path home, PrintStream journal) throws IOException {
        return switch (language) {
            case java -> JavaServer.start(home, journal);
            case python -> PythonServer.start(home, journal);
        };
    }

    /// Where its endpoint is, or will be.
    String url();

    /// Parameters of calls that are worth a look, each for `tools/call`.
    List<String> calls();

    /// Waits until it takes requests.
    ///
    /// @throws IOException with a sentence where it ends instead
    void awaitReady() throws IOException, InterruptedException;

    /// Ends the process and all that it started.
    @Override
    void close();
}
