/// The module as a process, with the official clients and the official conformance suite.
@NullMarked
package dev.postern.oscal.e2e;

import org.jspecify.annotations.NullMarked;
