/// The end-to-end suite: a real Keycloak, the real OSCAL server and Postern as processes, driven by the official
/// clients.
@NullMarked
package dev.postern.e2e;

import org.jspecify.annotations.NullMarked;
