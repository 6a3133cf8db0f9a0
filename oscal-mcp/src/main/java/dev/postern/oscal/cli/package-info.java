/// The command line, and every object built once.
@NullMarked
package dev.postern.oscal.cli;

import org.jspecify.annotations.NullMarked;
