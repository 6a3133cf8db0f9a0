/// Bearer token in, verdict out: JWT checks, issuer metadata, keys and their rotation.
@NullMarked
package dev.postern.token;

import org.jspecify.annotations.NullMarked;
