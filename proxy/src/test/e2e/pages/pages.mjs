// A person's browser before Postern's pages. Does what a person does, scenario by scenario, and prints one JSON object
// with what was seen; whoever started it judges.

import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { Client, provider, secureFront, stranger } from './surroundings.mjs';

const setting = JSON.parse(process.argv[2]);
const { local, secure, elsewhere, user, password } = setting;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 360, height: 740 };
const HOSTILE = '<img src=x onerror="document.title=1"><b>Bank</b> \u202Egnisrever\u0000';

const browser = await chromium.launch({
  executablePath: setting.chromium,
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const client = await new Client().start();
const open = [];

/** A browser of its own, with what it complained about. */
async function visitor(options = {}) {
  const context = await browser.newContext({ viewport: WIDE, ignoreHTTPSErrors: true, ...options });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', (message) => {
    // the status of an error page is no complaint
    if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource')) page.complaints.push(message.text());
  });
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('dialog', (dialog) => page.complaints.push(`dialog ${dialog.message()}`) && dialog.dismiss());
  open.push(context);
  return page;
}

const text = async (page) => (await page.locator('body').innerText()).replace(/\s+/g, ' ').trim();
const policy = async (response) => (await response.allHeaders())['content-security-policy'] ?? '';

async function logIn(page, given = password) {
  await page.fill('#username', user);
  await page.fill('#password', given);
  await page.click('button[type=submit]');
}

async function toConsent(page, { origin = local, name = 'Notes agent', redirectUri } = {}) {
  const id = await client.registered(origin, name, redirectUri);
  await page.goto(client.authorization(origin, id, redirectUri));
  await logIn(page);
  return id;
}

const decide = (page, decision) => page.click(`button[value=${decision}]`);
const lastArrived = () => Object.fromEntries(client.arrived.at(-1) ?? []);

async function look(page, name, seen) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  const scripts = await page.evaluate(() => document.scripts.length);
  seen[name] = {
    violations: violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join(' ')}`),
    overflows: wide,
    scripts,
    complaints: page.complaints,
  };
  if (setting.shots) {
    await mkdir(setting.shots, { recursive: true });
    await page.screenshot({ path: `${setting.shots}/${name.replaceAll(' ', '-')}.png`, fullPage: true });
  }
}

const scenarios = {
  /** The whole way of a client that knows only the URL, without JavaScript. */
  async flow() {
    const page = await visitor({ javaScriptEnabled: false });
    const id = await client.registered(local, 'Notes agent');
    const first = await page.goto(client.authorization(local, id));
    const login = await text(page);
    await logIn(page, 'wrong');
    const wrong = await text(page);
    const kept = await page.inputValue('#username');
    await logIn(page);
    const consent = await text(page);
    await decide(page, 'allow');
    await page.waitForURL(/\/callback/);
    const arrived = lastArrived();
    const tokens = await client.token(local, client.redemption(id));
    const call = await fetch(`${local}/mcp`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.access_token}`, 'content-type': 'application/json' },
      body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
    });
    const policyOfLogin = await policy(first);
    const cookies = (await page.context().cookies(local)).map(({ name, httpOnly, sameSite, secure: s }) => ({ name, httpOnly, sameSite, secure: s }));
    return { login, wrong, kept, consent, arrived, state: arrived.state, call: call.status, policy: policyOfLogin, cookies, complaints: page.complaints };
  },

  async denial() {
    const page = await visitor();
    await toConsent(page);
    await decide(page, 'deny');
    await page.waitForURL(/\/callback/);
    return lastArrived();
  },

  /** What somebody without a mouse meets, key by key. */
  async keyboard() {
    const page = await visitor();
    const focus = () =>
      page.evaluate(() => {
        const at = document.activeElement;
        const style = getComputedStyle(at);
        const visible = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        return { at: at.name ?? at.tagName, value: at.tagName === 'BUTTON' ? at.value : '', visible };
      });
    const steps = [];
    const tab = async () => {
      await page.keyboard.press('Tab');
      steps.push(await focus());
    };
    const id = await client.registered(local, 'Notes agent');
    await page.goto(client.authorization(local, id));
    steps.push(await focus());
    await page.keyboard.type(user);
    await tab();
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/consent/);
    await tab();
    await tab();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/callback/);
    return { steps, arrived: lastArrived() };
  },

  /** Every page, light and dark, wide and narrow: what axe says, and whether it fits. */
  async appearance() {
    const seen = {};
    for (const colorScheme of ['light', 'dark']) {
      for (const [width, viewport] of [['wide', WIDE], ['narrow', NARROW]]) {
        const page = await visitor({ colorScheme, viewport });
        const shown = (name) => look(page, `${name} ${colorScheme} ${width}`, seen);
        const id = await client.registered(local, 'Notes agent');
        await page.goto(client.authorization(local, id));
        await shown('login');
        await logIn(page, 'wrong');
        await shown('login again');
        await logIn(page);
        await shown('consent');
        await decide(page, 'allow');
        await page.goto(`${local}/applications`);
        await shown('applications');
        await page.locator('button[aria-label^="Remove"]').first().click();
        await shown('applications after removal');
        await page.goto(`${local}/authorize?client_id=nobody`);
        await shown('problem');
        await page.goto(`${local}/applications`);
        await page.click('button[name=logout]');
        await shown('logged out');
      }
    }
    return seen;
  },

  async applications() {
    const page = await visitor({ javaScriptEnabled: false });
    const id = await toConsent(page, { name: 'Calendar agent' });
    await decide(page, 'allow');
    await page.waitForURL(/\/callback/);
    const tokens = await client.token(local, client.redemption(id));
    await page.goto(`${local}/applications`);
    const before = await text(page);
    await page.locator('button[aria-label="Remove access of Calendar agent"]').first().click();
    const after = await text(page);
    const refused = await client.token(local, { grant_type: 'refresh_token', client_id: id, refresh_token: tokens.refresh_token });
    await page.click('button[name=logout]');
    const out = await text(page);
    await page.goto(`${local}/applications`);
    return { before, after, refused: refused.error, out, then: await text(page) };
  },

  /** The ways in which people leave the beaten track. */
  async goingBack() {
    const page = await visitor();
    await toConsent(page);
    await page.goBack();
    await page.waitForLoadState();
    if (await page.locator('#username').count()) await logIn(page);
    const loginTwice = await text(page);
    const other = await visitor();
    await toConsent(other);
    const address = other.url();
    await decide(other, 'allow');
    await other.waitForURL(/\/callback/);
    await other.goBack();
    await other.waitForLoadState();
    const backAfterConsent = await text(other);
    const again = await other.goto(address);
    const third = await visitor();
    await toConsent(third);
    const copied = await (await visitor()).goto(third.url());
    return {
      loginTwice,
      backAfterConsent,
      again: again.status(),
      inAnotherBrowser: copied.status(),
    };
  },

  async doubleSubmit() {
    const page = await visitor();
    await toConsent(page);
    const arrivals = client.arrived.length;
    await page.evaluate(() => {
      const button = document.querySelector('button[value=allow]');
      button.click();
      button.click();
    });
    await page.waitForURL(/callback|consent/);
    await page.waitForLoadState();
    return { shown: await text(page), arrivals: client.arrived.length - arrivals };
  },

  async hostileName() {
    const page = await visitor();
    await toConsent(page, { name: HOSTILE });
    const consent = await text(page);
    const strange = await page.locator('main img, main b, script').count();
    await decide(page, 'allow');
    await page.waitForURL(/\/callback/);
    await page.goto(`${local}/applications`);
    return { consent, strange: strange + (await page.locator('main img, main b, script').count()), applications: await text(page), complaints: page.complaints };
  },

  /** A stranger's site shows our page inside of its own, or posts to it. */
  async framed() {
    const page = await visitor();
    await toConsent(page);
    const address = page.url();
    const id = new URL(address).searchParams.get('request');
    const { server, origin } = await stranger((url) =>
      url.pathname === '/frame'
        ? `<!doctype html><title>Frame</title><iframe src="${address}" width="600" height="600"></iframe>`
        : `<!doctype html><title>Post</title><form method="post" action="${local}/consent">
           <input name="request" value="${id}"><button name="decision" value="allow">Win</button></form>`,
    );
    await page.goto(`${origin}/frame`);
    await page.waitForTimeout(300);
    const frame = page.frames()[1];
    const inside = await frame.locator('body').innerText().catch(() => '');
    const reached = frame.url();
    await page.goto(`${origin}/post`);
    const [posted] = await Promise.all([page.waitForNavigation(), page.click('button')]);
    server.close();
    return { inside, reached, posted: posted.status(), told: await text(page) };
  },

  /** Behind TLS: the cookies, and the way back to a program on this machine. */
  async secure() {
    const page = await visitor();
    await toConsent(page, { origin: secure });
    const response = await page.reload();
    const consentPolicy = await policy(response);
    const cookies = await page.context().cookies(secure);
    await decide(page, 'allow');
    await page.waitForURL(/\/callback/);
    const arrived = lastArrived();
    const site = await visitor();
    await toConsent(site, { origin: secure, redirectUri: `${secure}/nowhere/callback` });
    const forWebsite = await text(site);
    await decide(site, 'allow');
    await site.waitForURL(/nowhere\/callback\?code=/);
    return { cookies, policy: consentPolicy, arrived, forWebsite, complaints: [...page.complaints, ...site.complaints] };
  },

  /** The form leads through the provider and our callback to the client: Chromium holds all of them to the policy. */
  async throughAProvider() {
    const page = await visitor({ javaScriptEnabled: false });
    const redirectUri = `${secure}/nowhere/callback`;
    const id = await client.registered(elsewhere, 'Notes agent', redirectUri);
    const response = await page.goto(client.authorization(elsewhere, id, redirectUri));
    const consent = await text(page);
    const consentPolicy = await policy(response);
    await decide(page, 'allow');
    await page.waitForURL(/\/nowhere\/callback\?.*code=/);
    const arrived = Object.fromEntries(new URL(page.url()).searchParams);
    const tokens = await client.token(elsewhere, { ...client.redemption(id, arrived.code), redirect_uri: redirectUri });
    await page.goto(`${elsewhere}/applications`);
    return { consent, policy: consentPolicy, arrived, token: tokens.status, applications: await text(page), complaints: page.complaints };
  },

  /** A program that is reached by a scheme of its own: the browser may go there, by the policy. */
  async privateScheme() {
    const page = await visitor();
    const asked = [];
    page.on('response', async (response) => response.status() === 303 && asked.push(response.headers().location));
    await toConsent(page, { redirectUri: 'cursor://anysphere.cursor-mcp/oauth/callback' });
    const consent = await text(page);
    await decide(page, 'allow').catch(() => undefined);
    await page.waitForTimeout(500);
    return { consent, asked, complaints: page.complaints };
  },
};

const servers = [
  await provider(setting.providerPort),
  await secureFront(setting.frontPort, { pfx: readFileSync(setting.keyStore), passphrase: setting.keyStorePassword }, setting.secureTarget),
];
const seen = {};
for (const [name, run] of Object.entries(scenarios)) {
  if (setting.only && !setting.only.includes(name)) continue;
  try {
    seen[name] = await run();
  } catch (error) {
    const urls = open.flatMap((context) => context.pages().map((page) => page.url()));
    seen[name] = { failed: `${error.message}\nopen: ${urls.join(' ')}` };
  }
  for (const context of open.splice(0)) await context.close();
}
await browser.close();
client.close();
for (const server of servers) {
  server.close();
  server.closeAllConnections();
}
console.log(JSON.stringify(seen));
