/// Stand-ins that several tests need.
@NullMarked
package dev.postern.oscal.testing;

import org.jspecify.annotations.NullMarked;
