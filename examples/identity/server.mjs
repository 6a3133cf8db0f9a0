// An MCP server with one tool that says who calls it, and believes nobody but Postern.
//
// node server.mjs PORT POSTERN KEYS
//     PORT     to listen on, on this machine only
//     POSTERN  the public URL of the endpoint, as in --auth-resource-server-url
//     KEYS     where Postern's keys are: the address of its ops listener, or its public one

import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";
import { createRemoteJWKSet, jwtVerify } from "jose";

const [port, postern, keysAt] = process.argv.slice(2);
const ownUrl = `http://127.0.0.1:${port}/mcp`;
const keys = createRemoteJWKSet(new URL(`${keysAt}/.well-known/postern/jwks.json`));

/** The claims of whoever calls, verified; rejects where there is nothing to believe. */
async function caller(extra) {
  const assertion = extra.requestInfo?.headers["x-auth-assertion"] ?? "";
  const { payload } = await jwtVerify(assertion, keys, {
    algorithms: ["ES256"],
    typ: "postern-identity+jwt",
    issuer: postern,
    audience: ownUrl,
    requiredClaims: ["sub", "exp", "token_iss"],
  });
  return payload;
}

function identityServer() {
  const server = new McpServer({ name: "identity", version: "1" });
  server.registerTool("whoami", { description: "Says who calls." }, async (extra) => {
    const who = await caller(extra);
    const text = `${who.sub} of ${who.token_iss}, by ${who.client_id ?? "no client"}`;
    return { content: [{ type: "text", text }] };
  });
  return server;
}

const app = express();
app.post("/mcp", express.json(), async (request, response) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  response.on("close", () => transport.close());
  await identityServer().connect(transport);
  await transport.handleRequest(request, response, request.body);
});
app.listen(Number(port), "127.0.0.1");
