/// The schemas of OSCAL, and what in a document does not follow them.
@NullMarked
package dev.postern.oscal.schema;

import org.jspecify.annotations.NullMarked;
