/// A process beside the OSCAL server: documents in, what NIST's Metaschema constraints say of them out.
@NullMarked
package dev.postern.constraints;

import org.jspecify.annotations.NullMarked;
