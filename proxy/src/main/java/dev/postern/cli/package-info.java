/// The command line: flags, variables and files to a configuration; exit codes.
@NullMarked
package dev.postern.cli;

import org.jspecify.annotations.NullMarked;
