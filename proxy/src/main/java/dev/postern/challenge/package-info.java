/// What a client is told so that it can come back authorised: challenges (RFC 6750) and metadata (RFC 9728).
@NullMarked
package dev.postern.challenge;

import org.jspecify.annotations.NullMarked;
