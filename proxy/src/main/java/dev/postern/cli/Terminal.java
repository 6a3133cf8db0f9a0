package dev.postern.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/// What a command is given by the person who runs it, and where it answers.
///
/// @param environment the variables
/// @param in what is typed, or given by another program
/// @param out for results
/// @param err for everything said beside them
record Terminal(Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {

    /// Says why it failed; the stack trace only to those who asked for it.
    void fail(String sentence, Throwable cause) {
        err.println("postern: " + sentence);
        if (environment.containsKey("POSTERN_DEBUG")) {
            cause.printStackTrace(err);
        }
    }
}
