// Signs in and out of a service of its own through a provider of others, and has the provider refuse in every way an operator meets.
// usage: node check.js FOLDER-OF-THE-SERVICE DATA-FOLDER
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { Browser } from './browser.js';
import { start } from './provider.js';

const [service, data] = process.argv.slice(2);
const provider = await start();
const node = spawn('dotnet', ['Assessment.Server.dll'], {
  cwd: service, stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...process.env, ASPNETCORE_ENVIRONMENT: 'Development', ASPNETCORE_URLS: 'http://127.0.0.1:0', Assessment__DataDirectory: data,
    Authentication__Authority: provider.address, Authentication__ClientId: 'assessment-page', Authentication__ClientSecret: 'what they agreed on', Authentication__Scope: 'offline_access profile',
  },
});
let log = '';
const address = await new Promise((resolve, reject) => {
  node.stdout.on('data', some => {
    log += some;
    const found = /^Assessment is at (\S+)/m.exec(log);
    if (found) resolve(found[1]);
  });
  node.on('exit', code => reject(new Error(`The service ended with ${code}: ${log}`)));
});

// What deploy/README.md has an operator register.
const register = changes => Object.assign(provider.registered, {
  client_id: 'assessment-page', client_secret: 'what they agreed on', grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
  redirect_uris: [`${address}/sign-in/back`], post_logout_redirect_uris: [`${address}/sign-out/back`],
  backchannel_logout_uri: `${address}/sign-out/by-provider`, backchannel_logout_session_required: true, scope: 'openid offline_access profile', token_endpoint_auth_method: 'client_secret_post',
}, changes);

async function signIn(browser = new Browser()) {
  let page = await browser.go(`${address}/sign-in/start?to=/`);
  if (page.url.includes('/interaction/')) page = await browser.submit(page, '/interaction/', { login: 'rea', password: 'any' });
  if (page.url.includes('/interaction/')) page = await browser.submit(page, '/interaction/', {});
  return { browser, page };
}

const says = (page, ...words) => words.forEach(word => assert.ok(page.text.includes(word), `No "${word}" at ${page.url}: ${page.text.slice(0, 1500)}`));
async function refused(changes, ...words) {
  register(changes);
  const { page } = await signIn();
  assert.equal(page.status, 200);
  assert.ok(page.url.startsWith(`${address}/sign-in?why=`), page.url);
  says(page, ...words);
  register();
}

try {
  register();
  const { browser, page } = await signIn();
  assert.equal(page.url, `${address}/`);
  says(page, 'rea', 'reader', 'AMBER', 'sign out');
  assert.ok(!page.text.includes('The reference case is being loaded'), 'A reference case is promised that no provider has people for.');
  assert.equal(provider.seen.pushed, 1);
  console.log('Somebody signs in: code flow, PKCE, pushed request, access token in JWT.');

  provider.given.seconds = 5;
  const short = (await signIn()).browser;
  provider.given.seconds = 3600;
  says(await short.go(`${address}/`), 'rea');
  assert.ok(provider.seen.refreshed > 0, 'No token was renewed.');
  console.log('Who stays is given new tokens.');

  const copy = browser.copy();
  const leaving = await browser.submit(await browser.go(`${address}/`), '/sign-out', {});
  const left = await browser.submit(leaving, '/session/end/confirm', { logout: 'yes' });
  assert.equal(left.url, `${address}/sign-in`);
  assert.ok((await copy.go(`${address}/`)).url.startsWith(`${provider.address}/`), 'A copied cookie outlives the sign-out.');
  console.log('Who signs out is signed out at both, and so is every copy of the cookie.');

  const elsewhere = (await signIn()).browser;
  const other = elsewhere.copy();
  const end = await other.go(`${provider.address}/session/end`);
  await other.submit(end, '/session/end/confirm', { logout: 'yes' });
  assert.ok(!(await elsewhere.go(`${address}/sign-in`)).text.includes('sign out'), 'Who signs out at the provider goes on here.');
  console.log('Who signs out at the provider is signed out here.');
  assert.equal((await new Browser().go(`${address}/sign-out/by-provider`, { method: 'POST', body: new URLSearchParams({ logout_token: 'e30.e30.' }) })).status, 400);

  await refused({ redirect_uris: ['https://elsewhere.example/sign-in/back'] }, 'redirect_uri did not match', `Register ${address}/sign-in/back`);
  await refused({ client_secret: 'another one' }, 'invalid_client', 'Authentication__ClientSecret');
  await refused({ scope: 'openid offline_access' }, 'invalid_scope', 'Authentication__Scope');
  provider.given.audience = 'somebody-else';
  await refused({}, 'somebody-else', 'Authentication__Audience');
  provider.given.audience = 'assessment';
  provider.given.format = 'opaque';
  await refused({}, 'no JWT');
  provider.given.format = 'jwt';
  console.log('An unregistered address, a wrong secret, a scope, an audience and a token that do not fit are each said, with the setting to look at.');

  delete provider.said.clearance;
  says((await signIn()).page, 'names no clearance');
  provider.said.clearance = 'COSMIC';
  says((await signIn()).page, 'names no clearance', 'COSMIC');
  provider.said.clearance = ['RED', 'GREEN'];
  says((await signIn()).page, 'GREEN', 'sign out');
  delete provider.said.roles;
  const nobody = (await signIn()).page;
  says(nobody, 'names no role');
  console.log('A token without roles or clearance says so on the page.');

  await provider.stop();
  const away = (await signIn()).page;
  assert.equal(away.status, 200);
  says(away, 'does not answer', 'Authentication__Authority');
  console.log('A provider that is away is said to be.');
  // What the provider refused is in the framework's own log, too.
  assert.ok(!/^(fail|crit): (?!Microsoft.AspNetCore.Authentication.OpenIdConnect)/m.test(log), log);
} catch (failure) {
  console.error(log);
  throw failure;
} finally {
  node.removeAllListeners('exit');
  node.kill();
  await new Promise(resolve => node.on('exit', resolve));
}
process.exit();
