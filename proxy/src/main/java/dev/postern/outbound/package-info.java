/// The only client for calls to an issuer: time limits, size limits, allowed schemes, no redirects.
@NullMarked
package dev.postern.outbound;

import org.jspecify.annotations.NullMarked;
