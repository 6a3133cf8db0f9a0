/// Names and shapes of the Python server's tools, answered by ours.
@NullMarked
package dev.postern.oscal.aliases;

import org.jspecify.annotations.NullMarked;
