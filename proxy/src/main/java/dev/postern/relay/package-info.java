/// HTTP/1.1 between two sockets: grammar, framing, limits, pooling, back-pressure, disconnects.
@NullMarked
package dev.postern.relay;

import org.jspecify.annotations.NullMarked;
