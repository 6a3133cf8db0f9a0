/// A short practice of `serve` on loopback, from which the JVM learns what the next start will need.
@NullMarked
package dev.postern.training;

import org.jspecify.annotations.NullMarked;
