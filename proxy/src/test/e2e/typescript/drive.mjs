// Drives an MCP endpoint with one of the official TypeScript clients, from the 401 on, and prints what happened as JSON.
// The one argument is a JSON object: journey (tour, step-up or renewal), url, generation, user, password, client_id to use
// a client that is registered already, or client_metadata_url for one that is known by its document, and auth_method for
// how a client that registers wants to authenticate.

import { randomUUID } from 'node:crypto';
import { Person } from './person.mjs';

const REDIRECT_URI = 'http://127.0.0.1:53682/callback';
const CATALOG = {
  catalog: {
    uuid: '6a0a5d0e-1d2c-4f65-9e58-0d5a2b9d7c11',
    metadata: { title: 'A catalog', 'last-modified': '2026-01-01T00:00:00Z', version: '1', 'oscal-version': '1.1.3' },
  },
};

/** Tokens, registration and code verifier, for as long as this run takes. */
class Provider {
  redirectUrl = REDIRECT_URI;
  clientMetadata = {
    client_name: 'Postern end-to-end, TypeScript',
    redirect_uris: [REDIRECT_URI],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  };
  #state = randomUUID();
  #client;
  #tokens;
  #verifier;

  constructor(order, forgetsRefreshToken) {
    this.forgetsRefreshToken = forgetsRefreshToken;
    this.person = new Person(order.user, order.password);
    this.clientMetadata.token_endpoint_auth_method = order.auth_method ?? 'none';
    this.clientMetadataUrl = order.client_metadata_url;
    if (order.client_id) this.#client = { client_id: order.client_id };
  }
  state() {
    return this.#state;
  }
  clientInformation() {
    return this.#client;
  }
  saveClientInformation(client) {
    this.#client = client;
  }
  tokens() {
    return this.#tokens;
  }
  saveTokens(tokens) {
    this.#tokens = this.forgetsRefreshToken ? { ...tokens, refresh_token: undefined } : tokens;
  }
  invalidateCredentials(what) {
    if (what === 'all' || what === 'client') this.#client = undefined;
    if (what === 'all' || what === 'tokens') this.#tokens = undefined;
  }
  /** Its access token has had its time: what the server sees of one is a token that is not good. */
  spoilAccessToken() {
    this.#tokens = { ...this.#tokens, access_token: 'expired' };
  }
  saveCodeVerifier(verifier) {
    this.#verifier = verifier;
  }
  codeVerifier() {
    return this.#verifier;
  }
  async redirectToAuthorization(url) {
    this.answer = await this.person.authorize(url, REDIRECT_URI);
    if (this.answer.get('state') !== this.#state) throw new Error('the redirect came back with another state');
  }
}

// Each exchange in the order of the answers; the metadata of the authorization server is kept.
function recordingFetch(exchanges, provider) {
  return async (input, init) => {
    const response = await fetch(input, init);
    const headers = new Headers(init?.headers);
    exchanges.push({
      method: init?.method ?? 'GET',
      url: String(input),
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      challenge: response.headers.get('www-authenticate') ?? '',
      bearer: headers.has('authorization'),
      session: headers.has('mcp-session-id'),
    });
    if (response.ok && /\.well-known\/(oauth-authorization-server|openid-configuration)/.test(String(input))) {
      provider.server = await response.clone().json();
    }
    return response;
  };
}

async function tool(client, name, args) {
  const result = await client.callTool({ name, arguments: args });
  if (result.isError) throw new Error(`${name} answered an error: ${JSON.stringify(result.content)}`);
  return JSON.parse(result.content[0].text);
}

async function listed(client) {
  return (await client.listTools()).tools.map((entry) => entry.name);
}

// One look at everything a reader may do.
async function tour({ kit, client, transport, provider }) {
  return {
    protocol: kit.protocol(client, transport),
    tools: await listed(client),
    about: await tool(client, 'about', {}),
    models: await tool(client, 'list_oscal_models', {}),
    valid: await tool(client, 'validate_oscal_content', { content: JSON.stringify(CATALOG) }),
    broken: await tool(client, 'validate_oscal_content', { content: '{"catalog": {}}' }),
    scope: provider.tokens().scope,
  };
}

// A call that needs more than was granted: the person is asked, and the same call is made again.
async function stepUp({ kit, client, transport, provider }) {
  const before = { toolsBefore: await listed(client), scopeBefore: provider.tokens().scope };
  const call = () => tool(client, 'validate_oscal_content', { content: JSON.stringify(CATALOG) });
  provider.person.pages.length = 0;
  try {
    await call();
    throw new Error('the call passed without the scope it needs');
  } catch (error) {
    if (!kit.isUnauthorized(error)) throw error;
  }
  await kit.finish(transport, provider.answer);
  const valid = await call();
  return {
    ...before,
    protocol: kit.protocol(client, transport),
    pages: provider.person.pages,
    valid,
    toolsAfter: await listed(client),
    scopeAfter: provider.tokens().scope,
  };
}

// An access token that has had its time, and then a refresh token that was given back (RFC 7009).
async function renewal({ kit, client, transport, provider, http }) {
  const toolsBefore = await listed(client);
  const first = provider.tokens().access_token;
  provider.person.pages.length = 0;
  provider.spoilAccessToken();
  await listed(client);
  const refreshed = ![first, 'expired'].includes(provider.tokens().access_token);
  const pagesOfRefresh = [...provider.person.pages];
  await revoke(provider, http);
  provider.spoilAccessToken();
  try {
    await listed(client);
    throw new Error('a refresh token that was given back is still good');
  } catch (error) {
    if (!kit.isUnauthorized(error)) throw error;
  }
  await kit.finish(transport, provider.answer);
  return {
    protocol: kit.protocol(client, transport),
    toolsBefore,
    refreshed,
    pagesOfRefresh,
    pagesAfterRevocation: provider.person.pages,
    toolsAfter: await listed(client),
  };
}

async function revoke(provider, http) {
  const { revocation_endpoint } = provider.server;
  const { client_id, client_secret } = provider.clientInformation();
  const body = new URLSearchParams({
    token: provider.tokens().refresh_token,
    token_type_hint: 'refresh_token',
    client_id,
    ...(client_secret ? { client_secret } : {}),
  });
  const response = await http(revocation_endpoint, { method: 'POST', body });
  if (!response.ok) throw new Error(`not revoked: ${response.status} ${await response.text()}`);
}

/** `kit` holds what differs between the two versions: Client, Transport, isUnauthorized, options, protocol, finish,
 * and forgetsRefreshToken where there is need for it. */
export async function drive(kit) {
  const order = JSON.parse(process.argv[2]);
  const exchanges = [];
  const provider = new Provider(order, kit.forgetsRefreshToken && order.journey === 'step-up');
  const http = recordingFetch(exchanges, provider);
  const open = () =>
    new kit.Transport(new URL(order.url), { authProvider: provider, fetch: http });
  const newClient = () => new kit.Client({ name: 'postern-e2e', version: '1' }, kit.options(order.generation));

  const refused = open();
  try {
    await newClient().connect(refused);
    throw new Error('connected without a token');
  } catch (error) {
    if (!kit.isUnauthorized(error)) throw error;
  }
  await kit.finish(refused, provider.answer);

  const transport = open();
  const client = newClient();
  await client.connect(transport);
  const visits = { tour, 'step-up': stepUp, renewal };
  const summary = await visits[order.journey]({ kit, client, transport, provider, http });
  if (transport.sessionId) await transport.terminateSession();
  await client.close();
  console.log(JSON.stringify({ ...summary, clientId: provider.clientInformation().client_id, exchanges }));
}
