/// NIST's constraints, judged by a process of their own that can be ended.
@NullMarked
package dev.postern.oscal.constraints;

import org.jspecify.annotations.NullMarked;
