/// Builds every object once, in reading order; start and stop.
@NullMarked
package dev.postern.sidecar;

import org.jspecify.annotations.NullMarked;
