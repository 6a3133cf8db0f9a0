/// What `postern demo` starts beside Postern: an issuer for development and the OSCAL server. Not reachable from
/// `serve`.
@NullMarked
package dev.postern.demo;

import org.jspecify.annotations.NullMarked;
