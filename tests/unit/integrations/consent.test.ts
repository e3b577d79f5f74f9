import { describe, expect, it } from 'vitest';
import {
  browserCookie,
  isProofOf,
  keptCookie,
  proofOf,
} from '../../../shared/integrations/oauth/browser-cookie.ts';
import { consentPage } from '../../../shared/integrations/oauth/consent-page.ts';
import { endPage } from '../../../shared/integrations/oauth/end-page.ts';
import { names } from '../../../shared/integrations/oauth/names.ts';

const LANGUAGES = ['uk', 'en', 'ru'];

describe('the page before a provider', () => {
  it.each(LANGUAGES)(
    'in %s says who asks, for which project, and runs nothing that they typed',
    (language) => {
      const html = consentPage({
        ...{ language, what: 'Google Calendar', provider: 'Google' },
        project: '</title><script>alert(1)</script> "Роза" 🌹',
        owner: ['<b>Olena', 'olena@rosa.example'],
        action: '?state=a&proof="b"',
      });
      expect(html).not.toMatch(/<script|<b>/);
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;Роза&quot; 🌹');
      for (const word of ['Google Calendar', '&lt;b&gt;Olena, olena@rosa.example']) {
        expect(html).toContain(word);
      }
      expect(html).toContain('action="?state=a&amp;proof=&quot;b&quot;"');
      expect(html.match(/<form method="post"/g)).toHaveLength(1);
    },
  );

  it.each(LANGUAGES)('in %s is ended by a page that names what was not connected', (language) => {
    const way = { slug: 'zoom', provider: 'zoom', language } as never;
    const html = endPage({ end: 'other_browser', way }, names, 'en');
    expect(html).toContain(`lang="${language}"`);
    expect(html).toContain('Zoom');
  });
});

describe('what a browser keeps of a sign-in', () => {
  const HTTPS = 'https://desk.example';

  it('is for this very host and its own sign-in only, where there is TLS', () => {
    const { value, header } = browserCookie({}, 'state', HTTPS);
    expect(header).toMatch(
      /^__Host-frontdesk-sign-in-[\w-]{8}=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
    );
    const [name = ''] = header.split('=');
    expect(keptCookie({ [name]: value }, 'state', HTTPS)).toBe(value);
    expect(keptCookie({ [name]: value }, 'another', HTTPS)).toBeUndefined();
    // The same page once more does not take away what a tab before has shown.
    expect(browserCookie({ [name]: value }, 'state', HTTPS).value).toBe(value);
    expect(browserCookie({}, 'state', 'http://127.0.0.1:3000').header).not.toMatch(/Secure|__Host/);
  });

  it('is proven by what stood in its own page', () => {
    const proof = proofOf('cookie', 'state');
    expect(isProofOf(proof, 'cookie', 'state')).toBe(true);
    expect(isProofOf(proof, 'other', 'state')).toBe(false);
    expect(isProofOf(proof, 'cookie', 'other')).toBe(false);
    expect(isProofOf('', 'cookie', 'state')).toBe(false);
  });
});
