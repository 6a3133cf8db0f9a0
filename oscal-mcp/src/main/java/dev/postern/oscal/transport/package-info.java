/// What carries messages: standard input and output, and streamable HTTP on loopback.
@NullMarked
package dev.postern.oscal.transport;

import org.jspecify.annotations.NullMarked;
