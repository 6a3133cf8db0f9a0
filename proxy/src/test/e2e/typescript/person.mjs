// The person at the browser: logs in through the issuer's own pages and hands back the redirect.

const MOST_PAGES = 12;

const unescape = (text) =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const attribute = (tag, name) => {
  const found = new RegExp(`\\s${name}\\s*=\\s*"([^"]*)"`, 'i').exec(tag);
  return found ? unescape(found[1]) : undefined;
};

// The first form of a page that is posted: where it goes and what it carries unasked.
function readForm(page) {
  for (const [, head, body] of page.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form>/gi)) {
    if ((attribute(head, 'method') ?? '').toLowerCase() !== 'post') continue;
    const fields = {};
    for (const [input] of body.matchAll(/<input\b[^>]*>/gi)) {
      const name = attribute(input, 'name');
      if (name) fields[name] = attribute(input, 'value') ?? '';
    }
    // The first button is the one that is pressed.
    for (const [button] of body.matchAll(/<button\b[^>]*>/gi)) {
      const name = attribute(button, 'name');
      if (name) fields[name] ??= attribute(button, 'value') ?? '';
    }
    return { action: attribute(head, 'action') ?? '', fields };
  }
  return undefined;
}

/** One browser with one user's password. Cookies go back to the host they came from: everybody is on loopback. */
export class Person {
  #cookies = new Map();
  /** The text of each page with a form, as far as a person reads it. */
  pages = [];

  constructor(user, password) {
    this.user = user;
    this.password = password;
  }

  async authorize(start, redirectUri) {
    let url = String(start);
    let response = await this.#visit(url);
    for (let page = 0; page < MOST_PAGES; page++) {
      const location = response.headers.get('location');
      if (location) {
        url = new URL(location, url).href;
        if (url.startsWith(redirectUri)) return new URL(url).searchParams;
        response = await this.#visit(url);
      } else {
        const text = await response.text();
        const form = readForm(text);
        if (!form) throw new Error(`no form on the page at ${url}: ${response.status} ${text.slice(0, 500)}`);
        this.pages.push(unescape(text.replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/g, ' ').replace(/\s+/g, ' ')));
        url = new URL(form.action, url).href;
        response = await this.#visit(url, this.#fill(form));
      }
    }
    throw new Error(`no redirect to the client after ${MOST_PAGES} pages`);
  }

  #fill({ fields }) {
    const filled = new URLSearchParams(fields);
    if ('password' in fields) {
      filled.set('username', this.user);
      filled.set('password', this.password);
    }
    filled.delete('cancel');
    return filled;
  }

  async #visit(url, body) {
    const { host } = new URL(url);
    const kept = this.#cookies.get(host) ?? new Map();
    this.#cookies.set(host, kept);
    const cookie = [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      body,
      redirect: 'manual',
      headers: cookie ? { cookie } : {},
    });
    for (const header of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=;]+)=([^;]*)/.exec(header) ?? [];
      if (name) kept.set(name, value);
    }
    return response;
  }
}
