/// Programs of others that the end-to-end suites run, installed from pinned lock files.
@NullMarked
package dev.postern.counterparts;

import org.jspecify.annotations.NullMarked;
