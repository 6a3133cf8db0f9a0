/// The words of the OAuth RFCs as values: no I/O, no library.
@NullMarked
package dev.postern.oauth;

import org.jspecify.annotations.NullMarked;
