import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createResend } from '../../../../infra/local/providers/resend/index.ts';
import { serveProvider } from '../../../../infra/local/providers/serve.ts';
import { resendMail } from '../../../../shared/providers/resend/index.ts';

const service = createResend();
let served: Awaited<ReturnType<typeof serveProvider>>;
beforeAll(async () => {
  served = await serveProvider(service);
  process.env.RESEND_API_ROOT = served.url;
});
afterAll(async () => {
  delete process.env.RESEND_API_ROOT;
  await served.close();
});
beforeEach(() => service.reset());

const SECRET = {
  PLATFORM_KEY: 'k'.repeat(64),
  RESEND_API_KEY: 're_stand_in',
  MAIL_FROM: 'Desk <a@desk.example>',
};
const mail = { to: 'b@c.example', subject: 'Привіт 👋', text: 'Код: 12345678', key: 'code/1' };
const send = (more: Partial<typeof mail> = {}, secret: object = {}) =>
  resendMail({ ...SECRET, ...secret })({ ...mail, ...more });
const taken = async () =>
  (await (await fetch(`${served.control}/mails`)).json()) as { subject: string }[];
const fails = (plan: object) =>
  fetch(`${served.control}/fail`, { method: 'POST', body: JSON.stringify(plan) });

describe('a mail', () => {
  it('is sent once under its key, however often it is tried', async () => {
    await fails({ status: 500, applyThenFail: true });
    expect(await send()).toMatchObject({ kind: 'not_now', untouched: false });
    expect(await send()).toMatchObject({
      kind: 'delivered',
      providerMessageId: expect.any(String),
    });
    expect(await send()).toMatchObject({ kind: 'delivered' });
    expect(await taken()).toMatchObject([{ subject: 'Привіт 👋' }]);
  });

  it.each([
    [{ status: 429 }, { kind: 'not_now', untouched: true, retryAfterSeconds: 1 }],
    [{ status: 503 }, { kind: 'not_now', untouched: false }],
    [{ status: 409 }, { kind: 'not_now' }],
    [{ status: 451 }, { kind: 'refused' }],
    [{ status: 422 }, { kind: 'refused' }],
    [
      { status: 429, body: { name: 'daily_quota_exceeded' } },
      { kind: 'not_now', retryAfterSeconds: expect.any(Number) },
    ],
  ])('that meets %j is judged by the name of the error', async (plan, sent) => {
    await fails(plan);
    expect(await send()).toMatchObject(sent);
    expect(await taken()).toEqual([]);
  });

  it('waits for a person when key or sender are wrong, and never tells the key', async () => {
    for (const wrong of [
      { RESEND_API_KEY: 're_wrong' },
      { RESEND_API_KEY: '' },
      { MAIL_FROM: '' },
    ]) {
      const sent = await send({}, wrong);
      expect(sent).toMatchObject({ kind: 'not_now', untouched: true });
      expect(JSON.stringify(sent)).not.toContain('re_');
    }
  });

  it('to what is no mailbox is refused', async () => {
    expect(await send({ to: 'no mailbox' })).toMatchObject({ kind: 'refused' });
  });

  it('that never left surely was not sent', async () => {
    process.env.RESEND_API_ROOT = 'http://127.0.0.1:65533';
    expect(await send()).toMatchObject({ kind: 'not_now', untouched: true });
    process.env.RESEND_API_ROOT = served.url;
  });
});
