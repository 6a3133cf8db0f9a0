/// Full text of controls.
@NullMarked
package dev.postern.oscal.search;

import org.jspecify.annotations.NullMarked;
