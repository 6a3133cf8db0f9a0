// A second, unrelated authorization server for the suite: npm oidc-provider on loopback, everything in memory.
// Arguments: the port, the resource that tokens may be asked for (RFC 8707), the public JWK of who asks about tokens by assertion,
// and where `postern` has its users sent back to, a client that is an authorization server itself.
// What kind of token a client gets is in its id: `jwt…` or `opaque…`, and bound to a key (RFC 9449) where it ends in `-bound`.
// Whoever comes to sign in is alice.

import { generateKeyPairSync } from 'node:crypto';
import { Provider, errors } from 'oidc-provider';

const [port, resource, askingKey, callback] = process.argv.slice(2);
const OTHER_RESOURCE = 'https://other.example/mcp';
const SCOPES = 'oscal:read oscal:write';
const REDIRECT_URI = 'http://127.0.0.1:53682/callback';

const signingKey = () => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  use: 'sig',
  alg: 'RS256',
});

const client = (id) => ({
  client_id: id,
  client_secret: `${id}-secret`,
  token_endpoint_auth_method: 'client_secret_post',
  grant_types: ['authorization_code', 'client_credentials'],
  response_types: ['code'],
  redirect_uris: [REDIRECT_URI],
  scope: `openid ${SCOPES}`,
  dpop_bound_access_tokens: id.endsWith('-bound'),
});

const provider = new Provider(`http://127.0.0.1:${port}`, {
  jwks: { keys: [signingKey()] },
  cookies: { keys: ['for tests only'] },
  clients: [
    ...['jwt', 'opaque', 'jwt-bound', 'opaque-bound'].map(client),
    { ...client('asking'), token_endpoint_auth_method: 'client_secret_basic' },
    client('asking-post'),
    ...(callback ? [{ ...client('postern'), redirect_uris: [callback], grant_types: ['authorization_code', 'refresh_token'] }] : []),
    {
      ...client('asking-key'),
      client_secret: undefined,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [JSON.parse(askingKey)] },
      introspection_signed_response_alg: 'RS256',
    },
  ],
  scopes: ['openid', ...SCOPES.split(' ')],
  ttl: { AccessToken: 300, ClientCredentials: 300, AuthorizationCode: 60, RefreshToken: 300, Session: 300, Grant: 300, Interaction: 60 },
  issueRefreshToken: (_, asking) => asking.grantTypeAllowed('refresh_token'),
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
  // Nobody is asked for consent: the grant is there already.
  loadExistingGrant: async (ctx) => {
    const grant = new provider.Grant({
      accountId: ctx.oidc.session.accountId,
      clientId: ctx.oidc.client.clientId,
    });
    grant.addOIDCScope(`openid ${SCOPES}`);
    grant.addResourceScope(resource, SCOPES);
    await grant.save();
    return grant;
  },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    jwtIntrospection: { enabled: true },
    revocation: { enabled: true },
    dPoP: { enabled: true },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => true,
      getResourceServerInfo: (_, indicator, asking) => {
        if (![resource, OTHER_RESOURCE].includes(indicator)) throw new errors.InvalidTarget();
        return {
          audience: indicator,
          scope: SCOPES,
          accessTokenFormat: asking.clientId.startsWith('jwt') ? 'jwt' : 'opaque',
          jwt: { sign: { alg: 'RS256' } },
        };
      },
    },
  },
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/sign-in/')) return next();
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, { login: { accountId: 'alice' } }));
});

provider.listen(Number(port), '127.0.0.1');
