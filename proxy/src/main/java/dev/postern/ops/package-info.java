/// The second listener: health, readiness, metrics.
@NullMarked
package dev.postern.ops;

import org.jspecify.annotations.NullMarked;
