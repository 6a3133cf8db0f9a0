/// What holds the packages of each module to its table in `docs/architecture.md`.
@NullMarked
package dev.postern.packages;

import org.jspecify.annotations.NullMarked;
