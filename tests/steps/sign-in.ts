import type { ApiAnswer, TestCloud } from './local-cloud.ts';

/** A person's browser as far as sign-ins need one: it keeps cookies, and follows nobody by itself. */
export interface SignInBrowser {
  get(url: string): Promise<ApiAnswer>;
  post(url: string): Promise<ApiAnswer>;
  /** Opens the page that `start` answered and presses its button. @returns what that leads to */
  agrees(authorizeUrl: string): Promise<ApiAnswer>;
  /** The same, and decides at the provider; `next`: as its stand-in was told. @returns the address to which the provider sends her back */
  decides(authorizeUrl: string, decision?: 'allow' | 'deny' | 'next'): Promise<string>;
}

export function signInBrowser(cloud: TestCloud): SignInBrowser {
  const jar = new Map<string, string>();
  const ask = async (method: 'GET' | 'POST', url: string): Promise<ApiAnswer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await cloud.api(method, url, cookie === '' ? {} : { headers: { cookie } });
    for (const header of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      if (/Max-Age=0/i.test(header)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  const browser: SignInBrowser = {
    get: (url) => ask('GET', url),
    post: (url) => ask('POST', url),
    async agrees(authorizeUrl) {
      const shown = await browser.get(authorizeUrl);
      const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(shown.body) ?? [];
      return await browser.post(new URL(action.replaceAll('&amp;', '&'), authorizeUrl).href);
    },
    async decides(authorizeUrl, decision = 'allow') {
      const page = new URL((await browser.agrees(authorizeUrl)).headers.get('location') ?? 'none:');
      page.searchParams.set('decision', decision);
      return (await browser.get(page.href)).headers.get('location') ?? 'none:';
    },
  };
  return browser;
}

/** An owner connects an integration type by signing in at its provider. @returns the page on which that ends */
export async function signsIn(
  cloud: TestCloud,
  owner: { readonly token: string; readonly headers?: Record<string, string> },
  {
    slug = 'google-calendar',
    decision = 'allow',
  }: { slug?: string; decision?: 'allow' | 'deny' | 'next' } = {},
): Promise<ApiAnswer> {
  const path = `/api/integrations/oauth/${slug}/start`;
  const started = await cloud.api('POST', path, owner);
  if (started.status !== 200)
    throw new Error(`${path}: ${started.status} ${JSON.stringify(started.body)}`);
  const browser = signInBrowser(cloud);
  return await browser.get(await browser.decides(started.body.authorize_url, decision));
}
