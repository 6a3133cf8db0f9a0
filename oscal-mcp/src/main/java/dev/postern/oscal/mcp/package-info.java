/// The Model Context Protocol without a transport: messages, both generations, tools, resources, prompts.
@NullMarked
package dev.postern.oscal.mcp;

import org.jspecify.annotations.NullMarked;
