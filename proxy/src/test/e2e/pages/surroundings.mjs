// What stands around Postern while a browser looks at its pages: an MCP client, a login provider, a site that means
// harm, and what ends TLS before it. Everything on loopback.

import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

export const digest = (text) => createHash('sha256').update(text).digest('base64url');

export const listening = (server, port = 0) =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server.address().port));
  });

/** A native MCP client: it registers, sends its user to the login and is there when the user comes back. */
export class Client {
  #server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://127.0.0.1');
    if (url.pathname === '/callback') this.arrived.push(url.searchParams);
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Back</title><h1>You are back</h1>');
  });
  arrived = [];
  verifier = randomBytes(32).toString('base64url');

  async start() {
    this.redirectUri = `http://127.0.0.1:${await listening(this.#server)}/callback`;
    return this;
  }

  async registered(origin, name, redirectUri = this.redirectUri) {
    const answer = await fetch(`${origin}/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_name: name,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'none',
      }),
    });
    if (answer.status !== 201) throw new Error(`no registration: ${answer.status} ${await answer.text()}`);
    return (await answer.json()).client_id;
  }

  authorization(origin, client, redirectUri = this.redirectUri) {
    const url = new URL(`${origin}/authorize`);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: client,
      redirect_uri: redirectUri,
      scope: 'mcp:use offline_access',
      state: 'af0ifjsldkj',
      code_challenge: digest(this.verifier),
      code_challenge_method: 'S256',
    });
    return url.href;
  }

  async token(origin, form) {
    const answer = await fetch(`${origin}/token`, { method: 'POST', body: new URLSearchParams(form) });
    return { status: answer.status, ...(await answer.json()) };
  }

  redemption(client, code = this.arrived.at(-1).get('code')) {
    return {
      grant_type: 'authorization_code',
      client_id: client,
      code,
      redirect_uri: this.redirectUri,
      code_verifier: this.verifier,
    };
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** An OpenID Connect provider at which the user is logged in already, so that it sends them straight back. */
export async function provider(port) {
  const issuer = `http://localhost:${port}`;
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const nonces = new Map();
  const idToken = (nonce) => {
    const now = Math.floor(Date.now() / 1000);
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: issuer, aud: 'postern', sub: 'u-1', preferred_username: 'alice', iat: now, exp: now + 60, nonce };
    const signed = `${part({ alg: 'RS256', kid: 'k' })}.${part(claims)}`;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey).toString('base64url')}`;
  };
  const answers = {
    '/.well-known/openid-configuration': () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    }),
    '/jwks': () => ({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] }),
    '/token': (form) => ({
      access_token: 'opaque',
      token_type: 'Bearer',
      id_token: idToken(nonces.get(form.get('code'))),
    }),
  };
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, issuer);
    if (url.pathname === '/authorize') {
      const code = randomBytes(16).toString('hex');
      nonces.set(code, url.searchParams.get('nonce'));
      const back = new URL(url.searchParams.get('redirect_uri'));
      back.search = new URLSearchParams({ code, state: url.searchParams.get('state') });
      response.writeHead(302, { location: back.href }).end();
      return;
    }
    let body = '';
    for await (const chunk of request) body += chunk;
    const answer = answers[url.pathname]?.(new URLSearchParams(body));
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  });
  await listening(server, port);
  return server;
}

/** Ends TLS, as a load balancer does. */
export async function secureFront(port, keyStore, target) {
  const server = https.createServer(keyStore, (request, response) => {
    const onward = http.request(
      new URL(request.url, target),
      { method: request.method, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode, answer.rawHeaders);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await listening(server, port);
  return server;
}

/** A site of somebody else's. */
export async function stranger(page) {
  const server = http.createServer((request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(page(new URL(request.url, 'http://127.0.0.1'))),
  );
  return { server, origin: `http://127.0.0.1:${await listening(server)}` };
}
