/// The folder of documents, what is in them, and the index over their controls.
@NullMarked
package dev.postern.oscal.library;

import org.jspecify.annotations.NullMarked;
