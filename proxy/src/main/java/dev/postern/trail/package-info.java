/// Where audit records go besides standard output: a file and its chain, syslog, OpenTelemetry; and what they may say
/// of
/// arguments.
@NullMarked
package dev.postern.trail;

import org.jspecify.annotations.NullMarked;
