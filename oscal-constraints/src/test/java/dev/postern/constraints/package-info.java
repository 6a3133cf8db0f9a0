@NullMarked
package dev.postern.constraints;

import org.jspecify.annotations.NullMarked;
