/// OSCAL documents in JSON, YAML and XML, read without trust into one tree.
@NullMarked
package dev.postern.oscal.document;

import org.jspecify.annotations.NullMarked;
