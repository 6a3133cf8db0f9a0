// @modelcontextprotocol/client 2.x: both generations.

import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import { drive } from '../typescript/drive.mjs';

const MODERN = '2026-07-28';

await drive({
  Client,
  Transport: StreamableHTTPClientTransport,
  options: (generation) => ({ versionNegotiation: { mode: generation === MODERN ? { pin: MODERN } : 'legacy' } }),
  // Version negotiation wraps what the probe met.
  isUnauthorized: (error) => error instanceof UnauthorizedError || error?.cause instanceof UnauthorizedError,
  finish: (transport, answer) => transport.finishAuth(answer),
  protocol: (client) => client.getNegotiatedProtocolVersion(),
});
