/// The authorization-server face: registration, consent, login and tokens for MCP clients in front of one provider.
@NullMarked
package dev.postern.authserver;

import org.jspecify.annotations.NullMarked;
