import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** A real OAuth server on loopback (the `oidc-provider` package), with one public client. */
export interface OAuthServer {
  readonly issuer: string;
  /** Access tokens that are good now. */
  readonly isGood: (token: string) => Promise<boolean>;
  /** Goes through the pages of a sign-in as a user with a browser would. @returns where the browser was sent back to */
  readonly signInAsUser: (url: string) => Promise<string>;
  /** Types a device's code in and agrees. */
  readonly typeCodeIn: (userCode: string) => Promise<void>;
  /** Refresh requests that were granted. */
  readonly refreshCount: () => number;
  readonly close: () => Promise<void>;
}

export interface OAuthServerOptions {
  readonly redirectUris?: readonly string[];
  readonly accessTokenTtlS?: number;
}

export const oauthClientId = 'muxgate-test';

export async function startOAuthServer(options: OAuthServerOptions = {}): Promise<OAuthServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: oauthClientId,
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        redirect_uris: [...(options.redirectUris ?? ['http://127.0.0.1/callback'])],
        grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
        response_types: ['code'],
      },
    ],
    features: { deviceFlow: { enabled: true }, devInteractions: { enabled: true } },
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access'],
    // A public client's refresh tokens are good for one use, as most vendors have it.
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    ttl: { AccessToken: options.accessTokenTtlS ?? 3600 },
    cookies: { keys: ['test'] },
  });
  let refreshes = 0;
  provider.on('grant.success', (context) => {
    if (context.oidc.params?.['grant_type'] === 'refresh_token') refreshes++;
  });
  server.on('request', (request, response) => {
    void provider.callback()(request, response);
  });
  return {
    issuer,
    isGood: async (token) => (await provider.AccessToken.find(token)) !== undefined,
    signInAsUser: (url) => new Browser(issuer).signIn(url),
    typeCodeIn: async (userCode) => {
      await new Browser(issuer).typeCodeIn(`${issuer}/device`, userCode);
    },
    refreshCount: () => refreshes,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

interface Page {
  readonly html: string;
  /** The redirects lead away from the server. */
  readonly leftTo?: string;
}

/** As much of a browser as the server's pages need: cookies, redirects and forms. */
class Browser {
  readonly #issuer: string;
  readonly #cookies = new Map<string, string>();

  constructor(issuer: string) {
    this.#issuer = issuer;
  }

  async signIn(url: string): Promise<string> {
    let page = await this.#open(url);
    for (let step = 0; step < 10; step++) {
      if (page.leftTo !== undefined) return page.leftTo;
      page = await this.#submit(page.html);
    }
    throw new Error('the sign-in has no end');
  }

  async typeCodeIn(url: string, userCode: string): Promise<void> {
    let page = await this.#open(url);
    for (let step = 0; step < 10; step++) {
      if (/Sign-in Success/i.test(page.html)) return;
      page = await this.#submit(page.html, { user_code: userCode });
    }
    throw new Error('the code was not taken');
  }

  async #submit(html: string, values: Record<string, string> = {}): Promise<Page> {
    const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
    if (action === undefined) throw new Error(`no form in: ${html.slice(0, 500)}`);
    const fields = new URLSearchParams({ login: 'user', password: 'secret', ...values });
    for (const [, name = '', value = ''] of html.matchAll(
      /<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g,
    )) {
      fields.set(name, value);
    }
    return this.#open(new URL(action.replaceAll('&amp;', '&'), this.#issuer).href, fields);
  }

  /** Follows redirects until a page comes or they lead away. */
  async #open(url: string, form?: URLSearchParams): Promise<Page> {
    let next = url;
    let body = form;
    for (let step = 0; step < 10; step++) {
      if (!next.startsWith(this.#issuer)) return { html: '', leftTo: next };
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(next, {
        method: body === undefined ? 'GET' : 'POST',
        body,
        redirect: 'manual',
        headers: { cookie },
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        this.#cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (location === null) return { html: await response.text() };
      next = new URL(location, next).href;
      body = undefined;
    }
    throw new Error('too many redirects');
  }
}
