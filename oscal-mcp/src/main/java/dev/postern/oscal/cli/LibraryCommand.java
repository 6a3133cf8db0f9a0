package dev.postern.oscal.cli;

import picocli.CommandLine.Command;

/// `postern-oscal library`.
@Command(
        name = "library",
        mixinStandardHelpOptions = true,
        subcommands = LibraryAddCommand.class,
        description = "The folder of documents that the server reads.")
final class LibraryCommand {}
