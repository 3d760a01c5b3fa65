// A certified provider that signs people in over loopback; what is registered with it, and what it says of them, can be changed while it runs.
import http from 'node:http';
import Provider from 'oidc-provider';

export async function start() {
  const said = { roles: ['reader'], clearance: 'AMBER' };
  const given = { audience: 'assessment', seconds: 3600, format: 'jwt' };
  const registered = {};
  const seen = { pushed: 0, refreshed: 0 };
  const kept = new Map();

  class Adapter {
    constructor(model) { this.model = model; }
    key(id) { return `${this.model}:${id}`; }
    async find(id) { return this.model === 'Client' ? { ...registered } : kept.get(this.key(id)); }
    async upsert(id, payload) { kept.set(this.key(id), payload); }
    async findByUid(uid) { return [...kept].find(([key, value]) => key.startsWith(`${this.model}:`) && value.uid === uid)?.[1]; }
    async findByUserCode() { return undefined; }
    async destroy(id) { kept.delete(this.key(id)); }
    async consume(id) { kept.get(this.key(id)).consumed = Math.floor(Date.now() / 1000); }
    async revokeByGrantId(id) { for (const [key, value] of kept) if (value.grantId === id) kept.delete(key); }
  }

  const server = http.createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(address, {
    adapter: Adapter,
    cookies: { keys: ['only for this run'] },
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access', 'profile'],
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    // By itself it tells nobody on loopback that somebody has signed out, and everything here is.
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
    extraTokenClaims: () => said,
    features: {
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      backchannelLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:assessment',
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: '', audience: given.audience, accessTokenTTL: given.seconds, accessTokenFormat: given.format, jwt: { sign: { alg: 'RS256' } } }),
      },
    },
  });
  provider.on('pushed_authorization_request.success', () => { seen.pushed += 1; });
  provider.on('grant.success', context => { if (context.oidc.params.grant_type === 'refresh_token') seen.refreshed += 1; });
  provider.on('backchannel.error', (_, error) => console.error('The provider could not tell of a sign-out:', error.cause ?? error));
  provider.on('server_error', (_, error) => console.error(error));
  server.on('request', provider.callback());
  return { address, said, given, registered, seen, stop: () => new Promise(resolve => { server.closeAllConnections(); server.close(resolve); }) };
}
