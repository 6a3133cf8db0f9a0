/// Which controls of a baseline plans, components and findings answer.
@NullMarked
package dev.postern.oscal.coverage;

import org.jspecify.annotations.NullMarked;
