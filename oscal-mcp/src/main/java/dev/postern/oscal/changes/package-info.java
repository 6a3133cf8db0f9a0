/// What differs between two documents.
@NullMarked
package dev.postern.oscal.changes;

import org.jspecify.annotations.NullMarked;
