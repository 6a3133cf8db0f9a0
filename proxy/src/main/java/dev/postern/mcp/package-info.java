/// What of MCP must be understood to guard it: header names.
@NullMarked
package dev.postern.mcp;

import org.jspecify.annotations.NullMarked;
