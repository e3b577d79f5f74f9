import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { serveProvider } from '../../infra/local/providers/index.ts';
import { createSendpulse } from '../../infra/local/providers/sendpulse/index.ts';
import type { CredentialCheck } from '../../shared/integrations/index.ts';
import { PassingFault } from '../../shared/platform/errors.ts';
import { checkAltegio } from '../../shared/providers/altegio/index.ts';
import { checkAppSheet } from '../../shared/providers/appsheet/index.ts';
import { checkGoogle } from '../../shared/providers/google/index.ts';
import { checkSendPulse } from '../../shared/providers/sendpulse/index.ts';
import { checkSimplyBook } from '../../shared/providers/simplybook/index.ts';
import { checkBot } from '../../shared/providers/telegram/index.ts';
import { startPlatformSecret } from '../steps/aws-json.ts';
import { START } from '../steps/stand-in.ts';
import { stand as altegioStand, STAND_IN_PARTNER, STAND_IN_USER } from './altegio/stand.ts';
import { stand as appSheetStand, DEMO_APP } from './appsheet/stand.ts';
import { stand as googleStand } from './google/stand.ts';
import { CREDENTIALS, DEMO, stand as simplyBookStand } from './simplybook/stand.ts';
import { TOKEN, stand as telegramStand } from './telegram/stand.ts';

/** Whether a service takes credentials, asked of its stand-in before they are stored. */

let telegram: Awaited<ReturnType<typeof telegramStand>>;
let google: Awaited<ReturnType<typeof googleStand>>;
let appsheet: Awaited<ReturnType<typeof appSheetStand>>;
let sendpulse: Awaited<ReturnType<typeof serveProvider>>;
let altegio: Awaited<ReturnType<typeof altegioStand>>;
let simplybook: Awaited<ReturnType<typeof simplyBookStand>>;
let secrets: Awaited<ReturnType<typeof startPlatformSecret>>;

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';
const ROOTS = [
  'TELEGRAM_API_ROOT',
  'GOOGLE_API_ROOT',
  'APPSHEET_API_ROOT',
  'SENDPULSE_API_ROOT',
  'ALTEGIO_API_ROOT',
  'SIMPLYBOOK_API_ROOT',
];

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  telegram = await telegramStand();
  google = await googleStand();
  appsheet = await appSheetStand();
  sendpulse = await serveProvider(createSendpulse());
  altegio = await altegioStand();
  simplybook = await simplyBookStand();
  const installation = { ALTEGIO_PARTNER_TOKEN: STAND_IN_PARTNER };
  secrets = await startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(40), ...installation });
});
afterAll(() =>
  Promise.all(
    [telegram, google, appsheet, sendpulse, altegio, simplybook, secrets].map((one) => one.close()),
  ),
);
beforeEach(() => {
  const stands = [telegram, google, appsheet, sendpulse, altegio, simplybook];
  const served = stands.map(({ url }) => url);
  for (const [index, name] of ROOTS.entries()) process.env[name] = served[index];
});

const LOCATION = { location_id: 100001 };
const APP = { app_id: DEMO_APP.id, table: 'Bookings' };

describe('a service that is asked', () => {
  it.each<[string, CredentialCheck, () => Record<string, string>, object, string | undefined]>([
    ['Telegram', checkBot, () => ({ bot_token: TOKEN }), {}, '@diva_bot'],
    [
      'SendPulse',
      checkSendPulse,
      () => ({ client_id: 'sp-stand-in-id', client_secret: 'sp-stand-in-secret' }),
      {},
      undefined,
    ],
    [
      'AppSheet',
      checkAppSheet,
      () => ({ access_key: DEMO_APP.accessKey }),
      { ...APP },
      DEMO_APP.id,
    ],
    [
      'Google',
      checkGoogle,
      () => ({ ...google.credentials }),
      {},
      'frontdesk@stand-in-project.iam.gserviceaccount.com',
    ],
    [
      'Altegio',
      checkAltegio,
      () => ({ user_token: STAND_IN_USER }),
      LOCATION,
      'Diva (100001), Europe/Kyiv',
    ],
    ['SimplyBook.me', checkSimplyBook, () => ({ ...CREDENTIALS }), {}, DEMO.company],
  ])('%s takes what is right, and says whose it is', async (_name, check, given, settings, who) => {
    expect(await check({ credentials: given(), settings: { ...settings } })).toEqual({
      kind: 'accepted',
      ...(who === undefined ? {} : { account: who }),
    });
  });

  it.each<[string, CredentialCheck, () => Record<string, string>, object]>([
    ['a token that no bot has', checkBot, () => ({ bot_token: `1${TOKEN}` }), {}],
    ['what is no token', checkBot, () => ({ bot_token: '../getMe' }), {}],
    [
      'an id without its secret',
      checkSendPulse,
      () => ({ client_id: 'a', client_secret: 'b' }),
      {},
    ],
    ['a key of another app', checkAppSheet, () => ({ access_key: 'V2-nobody-has-this' }), APP],
    [
      'a table that the app has not',
      checkAppSheet,
      () => ({ access_key: DEMO_APP.accessKey }),
      { ...APP, table: 'Nowhere' },
    ],
    [
      'an account that Google does not know',
      checkGoogle,
      () => ({ ...google.credentials, client_email: 'nobody@x.iam.gserviceaccount.com' }),
      {},
    ],
    ['a user token of nobody', checkAltegio, () => ({ user_token: 'of-nobody' }), LOCATION],
    [
      'a location that is not there',
      checkAltegio,
      () => ({ user_token: STAND_IN_USER }),
      { location_id: 7 },
    ],
    [
      'an API user key of nobody',
      checkSimplyBook,
      () => ({ ...CREDENTIALS, user_api_key: 'of-nobody' }),
      {},
    ],
    ['what is no key', checkGoogle, () => ({ ...google.credentials, private_key: 'x' }), {}],
  ])('refuses %s, in a sentence without it', async (_what, check, given, settings) => {
    const credentials = given();
    const judged = await check({ credentials, settings: { ...settings } });
    expect(judged.kind).toBe('refused');
    const { why = '' } = judged as { why?: string };
    expect(why.length).toBeGreaterThan(10);
    for (const secret of [
      credentials.bot_token,
      credentials.client_secret,
      credentials.access_key,
      credentials.user_token,
      credentials.user_api_key,
    ]) {
      if (secret !== undefined && secret.length > 2) expect(why).not.toContain(secret);
    }
  });

  it('refuses a bot whose token was revoked', async () => {
    const token = '7000000555:AAEstandInRevokedToken0123456789abcd';
    await telegram.tell('/bots', {
      token,
      username: 'gone_bot',
      first_name: 'Gone',
      revoked: true,
    });
    expect((await checkBot({ credentials: { bot_token: token }, settings: {} })).kind).toBe(
      'refused',
    );
  });

  it('that is away says neither: it is asked again later', async () => {
    for (const name of ROOTS) process.env[name] = NOWHERE;
    const given: [CredentialCheck, Record<string, string>][] = [
      [checkBot, { bot_token: TOKEN }],
      [checkSendPulse, { client_id: 'a', client_secret: 'b' }],
      [checkAppSheet, { access_key: DEMO_APP.accessKey }],
      [checkGoogle, { ...google.credentials }],
      [checkAltegio, { user_token: STAND_IN_USER }],
      [checkSimplyBook, { ...CREDENTIALS }],
    ];
    for (const [check, credentials] of given) {
      await expect(check({ credentials, settings: { ...APP, ...LOCATION } })).rejects.toThrow(
        PassingFault,
      );
    }
  });
});
