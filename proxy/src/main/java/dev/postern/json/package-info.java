/// JSON read strictly: nothing that two readers could understand differently gets through.
@NullMarked
package dev.postern.json;

import org.jspecify.annotations.NullMarked;
