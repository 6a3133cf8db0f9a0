/// Hand-written stand-ins on real sockets, for the suites of every package.
@NullMarked
package dev.postern.testing;

import org.jspecify.annotations.NullMarked;
