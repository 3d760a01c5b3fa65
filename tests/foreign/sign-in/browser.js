// A browser as far as cookies, redirects and forms go.
export class Browser {
  #cookies = new Map();

  async go(url, options = {}) {
    for (let hops = 0; hops < 20; hops += 1) {
      const host = new URL(url).host;
      const jar = this.#cookies.get(host) ?? this.#cookies.set(host, new Map()).get(host);
      const answer = await fetch(url, {
        redirect: 'manual', ...options,
        headers: { accept: 'text/html', cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), ...options.headers },
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
        if (value === '') jar.delete(name); else jar.set(name, value);
      }
      if (answer.status < 300 || answer.status > 399) return { status: answer.status, url, text: plain(await answer.clone().text()), html: await answer.text() };
      url = new URL(answer.headers.get('location'), url).href;
      options = {};
    }
    throw new Error(`Too many redirects, at last to ${url}`);
  }

  // Sends a form of a page: its hidden fields, and what somebody fills in.
  submit(page, action, fields) {
    const form = [...page.html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(([, to]) => to.includes(action));
    if (!form) throw new Error(`No form for ${action} at ${page.url}: ${page.text.slice(0, 500)}`);
    const hidden = [...form[2].matchAll(/<input[^>]*>/g)].map(([input]) => input).filter(input => /type="hidden"/.test(input))
      .map(input => [/name="([^"]*)"/.exec(input)[1], plain(/value="([^"]*)"/.exec(input)?.[1] ?? '')]);
    return this.go(new URL(form[1], page.url).href, { method: 'POST', body: new URLSearchParams([...hidden, ...Object.entries(fields)]) });
  }

  copy() {
    const copy = new Browser();
    copy.#cookies = structuredClone(this.#cookies);
    return copy;
  }
}

const plain = html => html.replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/g, ' ').replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
  .replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&').replace(/\s+/g, ' ');
