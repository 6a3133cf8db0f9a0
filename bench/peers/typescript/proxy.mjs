// What a TypeScript developer writes: the MCP SDK's bearer check by jose, then http-proxy-middleware.
import http from 'node:http';
import express from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js';

const [port, upstream, issuer, audience] = process.argv.slice(2);
const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));

const verifier = {
  async verifyAccessToken(token) {
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: ['RS256', 'ES256'] });
      return { token, clientId: payload.client_id, scopes: payload.scope.split(' '), expiresAt: payload.exp };
    } catch (error) {
      throw new InvalidTokenError(error.message);
    }
  },
};

express()
  .use(requireBearerAuth({ verifier }))
  .use(createProxyMiddleware({
    target: upstream,
    agent: new http.Agent({ keepAlive: true }),
    on: { proxyReq: (request) => request.removeHeader('authorization') },
  }))
  .listen(Number(port), '127.0.0.1');
