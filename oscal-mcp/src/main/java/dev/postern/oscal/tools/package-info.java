/// What agents may call.
@NullMarked
package dev.postern.oscal.tools;

import org.jspecify.annotations.NullMarked;
