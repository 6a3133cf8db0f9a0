/// Values as they stand in a document, with their places, and the JSON they are read from and written to.
@NullMarked
package dev.postern.oscal.tree;

import org.jspecify.annotations.NullMarked;
