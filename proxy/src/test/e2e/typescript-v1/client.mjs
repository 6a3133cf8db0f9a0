// @modelcontextprotocol/sdk 1.x: the generation with initialize and sessions only.

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { drive } from '../typescript/drive.mjs';

await drive({
  Client,
  Transport: StreamableHTTPClientTransport,
  options: () => ({}),
  // With one it answers a demand for more scopes by refreshing, which brings the same ones, and gives up.
  forgetsRefreshToken: true,
  isUnauthorized: (error) => error instanceof UnauthorizedError,
  finish: (transport, answer) => transport.finishAuth(answer.get('code')),
  protocol: (_client, transport) => transport.protocolVersion,
});
