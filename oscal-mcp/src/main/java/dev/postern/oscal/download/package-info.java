/// What NIST publishes, for the library of who is online.
@NullMarked
package dev.postern.oscal.download;

import org.jspecify.annotations.NullMarked;
