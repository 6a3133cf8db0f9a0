package dev.postern.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command: what it is called and takes, and what it does.
interface Command {

    CommandSpec spec();

    /// Does it and tells the exit code.
    int run(ParseResult arguments);
}
