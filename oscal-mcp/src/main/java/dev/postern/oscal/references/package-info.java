/// Whether what a document names is there: in itself, and in what it imports from the library.
@NullMarked
package dev.postern.oscal.references;

import org.jspecify.annotations.NullMarked;
