/// What `postern demo` starts beside Postern, and what it says: an OSCAL server, a folder for a while. Not reachable
/// from
/// `serve`.
@NullMarked
package dev.postern.demo;

import org.jspecify.annotations.NullMarked;
