// Lists and calls tools, resources and prompts with the official TypeScript client, and prints what came as JSON. The one
// argument is a JSON object: url; token, where one is needed; generation; and calls, a file with a list of [tool, arguments].

import { readFileSync } from 'node:fs';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

const MODERN = '2026-07-28';
const order = JSON.parse(process.argv[2]);
const client = new Client(
  { name: 'postern-oscal end-to-end', version: '1' },
  { versionNegotiation: { mode: order.generation === MODERN ? { pin: MODERN } : 'legacy' } },
);
const headers = order.token ? { Authorization: `Bearer ${order.token}` } : {};
await client.connect(new StreamableHTTPClientTransport(new URL(order.url), { requestInit: { headers } }));
const { tools } = await client.listTools();
const { resources } = await client.listResources();
const { prompts } = await client.listPrompts();
const first = resources.length > 0 ? await client.readResource({ uri: resources[0].uri }) : undefined;
const results = [];
for (const [name, args] of JSON.parse(readFileSync(order.calls, 'utf8'))) {
  const result = await client.callTool({ name, arguments: args });
  results.push({
    tool: name,
    error: result.isError === true,
    text: result.content[0].text,
    structured: result.structuredContent,
  });
}
console.log(
  JSON.stringify({
    protocol: client.getNegotiatedProtocolVersion(),
    tools: tools.map((tool) => tool.name),
    readOnly: tools.every((tool) => tool.annotations?.readOnlyHint === true),
    resources: resources.map((resource) => resource.uri),
    firstResource: first?.contents[0].text.length ?? 0,
    prompts: prompts.map((prompt) => prompt.name),
    results,
  }),
);
await client.close();
