import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mail } from '../../../shared/accounts/index.ts';
import { putProfile } from '../../../shared/accounts/put-profile.ts';
import type { BotMessage } from '../../../shared/bots/index.ts';
import { alertList } from '../../../shared/contracts/alerts.ts';
import { LANGUAGES, type Language } from '../../../shared/contracts/languages.ts';
import { projectConfig } from '../../../shared/contracts/project-config.ts';
import {
  ALERT_KINDS,
  type AlertKind,
  getAlert,
  raiseAlert,
  type StoredAlert,
} from '../../../shared/conversations/index.ts';
import { markNeedsAttention, saveCredentials } from '../../../shared/integrations/index.ts';
import { alertTexts } from '../../../shared/notifications/alerts/texts/index.ts';
import {
  type AlertNews,
  alertForOwners,
  alertForReception,
  alertMailSchema,
  alertNewsSchema,
  listAlerts,
  tellReceptionOfAlert,
  writeAlertMail,
} from '../../../shared/notifications/index.ts';
import type { Sent } from '../../../shared/platform/delivery/index.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { addMember, createProject } from '../../../shared/projects/index.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';

const NOW = '2026-11-21T20:00:00.000Z';
const TOKEN = '1234567890:AAE_stand-in-stand-in-stand-in-stand';
const [ADA, BOB, BOSS] = [7_000_001, 7_000_002, 7_000_003];
const people: readonly (readonly [string, 'owner' | 'operator', Language])[] = [
  ['olena', 'owner', 'uk'],
  ['oscar', 'owner', 'en'],
  ['petro', 'operator', 'uk'],
];

let dynoxide: Dynoxide;
let secret: AwsJson;
let count = 0;
let projectId: ProjectId;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) });
  dynoxide = await startTable();
  secret = await startPlatformSecret({
    ...{ PLATFORM_KEY: 'k'.repeat(64), RESEND_API_KEY: 're_stand_in', MAIL_FROM: 'a@b.example' },
  });
  for (const [id, , language] of people) {
    await putProfile({
      ...{ userId: id as UserId, email: `${id}@salon.example`, name: id, sphereId: 2 },
      ...{ timeZone: 'Europe/Kyiv', language, createdAt: NOW, updatedAt: NOW },
    });
  }
});
afterAll(() => Promise.all([dynoxide.close(), secret.close()]));
afterEach(() => vi.restoreAllMocks());

/** A salon of its own for each test, with two at reception and an escalation contact. */
beforeEach(async () => {
  count += 1;
  projectId = `salon-${count}` as ProjectId;
  const staff = [
    { chat_id: ADA, name: 'Ada' },
    { chat_id: BOB, name: 'Bob' },
    { chat_id: BOSS, name: 'Boss', escalation_contact: true },
  ];
  const config = projectConfig.parse({
    ...{ name: 'Rosa <3', time_zone: 'Europe/Kyiv', language: 'uk' },
    reception: { bot_token: TOKEN, staff },
  });
  await createProject({ projectId, owner: 'olena' as UserId, config, actor: 'test' });
  for (const [id, role] of people.slice(1))
    await addMember({ projectId, userId: id as UserId, role });
});

async function raised(kind: AlertKind, subject = '-', text?: string): Promise<StoredAlert> {
  await raiseAlert({ projectId, kind, subject, now: NOW, ...(text === undefined ? {} : { text }) });
  return (await getAlert(projectId, kind, subject)) as StoredAlert;
}

/** Telegram as far as it is asked here: who was told what. */
function phones(answer: (chatId: number) => Sent = () => ({ kind: 'delivered' })) {
  const told: (BotMessage & { chatId: number })[] = [];
  const again: AlertNews[] = [];
  const send = async (chatId: number, message: BotMessage) => {
    const sent = answer(chatId);
    if (sent.kind === 'delivered') told.push({ chatId, ...message });
    return sent;
  };
  const ports = {
    api: () => ({ send }) as never,
    now: NOW,
    again: async (news: AlertNews) => void again.push(news),
  };
  return { told, again, ports, chats: () => told.map(({ chatId }) => chatId).sort() };
}
const receptionNews = (alert: StoredAlert) =>
  alertNewsSchema.parse(alertForReception(alert, undefined));

describe('an alert is news', () => {
  const row = {
    ...{ projectId: 'salon' as ProjectId, kind: 'busy_elsewhere', subject: 'google-sheets:x' },
    ...{ text: 'one', since: NOW, lastAt: NOW, count: 1 },
  } as StoredAlert;

  it('when it begins, begins anew, or says something else; not when it is met once more', () => {
    expect(alertForReception(row, undefined)).toMatchObject({ news: 'alert', since: NOW });
    expect(alertForReception({ ...row, count: 2, lastAt: later }, row)).toBeUndefined();
    expect(alertForReception({ ...row, since: later, lastAt: later }, row)).toBeDefined();
    expect(alertForReception({ ...row, text: 'two', lastAt: later }, row)).toMatchObject({
      newsId: later,
    });
  });

  it('of the owners when it is theirs to mend or to pay for, and of reception when clients wait', () => {
    const to = (kind: AlertKind, subject = '-') => {
      const alert = { ...row, kind, subject };
      return [
        ...(alertForReception(alert, undefined) ? ['reception'] : []),
        ...(alertForOwners(alert, undefined) ? ['owners'] : []),
      ].join(' ');
    };
    expect(Object.fromEntries(ALERT_KINDS.map((kind) => [kind, to(kind)]))).toMatchObject({
      ...{ written_when_closed: 'reception', hand_over: 'reception', outage: 'reception' },
      ...{ integration_attention: 'reception owners', quota_forecast: 'owners' },
      ...{ quota_close: 'owners', quota_spent: 'reception owners' },
    });
    expect(ALERT_KINDS.filter((kind) => to(kind) === '')).toEqual([]);
    expect(to('bot_disabled', 'reception')).toBe('owners');
    expect(to('bot_disabled', 'specialist')).toBe('reception owners');
  });
});
const later = '2026-11-21T21:30:00.000Z';

describe('reception', () => {
  it('is told once each, not the escalation contact, however often the message comes', async () => {
    const { told, ports, chats } = phones();
    const news = receptionNews(await raised('outage'));
    await Promise.all([tellReceptionOfAlert(news, ports)]);
    await tellReceptionOfAlert(news, ports);
    expect(chats()).toEqual([ADA, BOB]);
    expect(told[0]?.html).toMatch(/^<b>🤖 ШІ .*<\/b>\n/);
    expect(told[0]?.silent).toBeUndefined();
  });

  it('hears without a sound of a client who waits for the opening', async () => {
    const { told, ports } = phones();
    await tellReceptionOfAlert(receptionNews(await raised('written_when_closed', 'C1')), ports);
    expect(told.map(({ silent }) => silent)).toEqual([true, true]);
  });

  it('reads names as text, whatever is in them', async () => {
    const { told, ports } = phones();
    await tellReceptionOfAlert(
      receptionNews(await raised('busy_elsewhere', 'google-sheets:x', 'A <b>& B')),
      ports,
    );
    expect(told[0]?.html).toContain('Google Sheets');
    expect(told[0]?.html).toContain('A &lt;b&gt;&amp; B');
  });

  it('is not told what is over, or has begun anew since', async () => {
    const { told, ports } = phones();
    const alert = await raised('outage');
    await tellReceptionOfAlert({ ...receptionNews(alert), since: later }, ports);
    const slug = 'appsheet';
    const credentials = { access_key: 'x' };
    await saveCredentials({ projectId, slug, credentials, actor: 'test', now: NOW });
    const lost = receptionNews(await raised('integration_attention', slug));
    await tellReceptionOfAlert(lost, ports);
    expect(told).toEqual([]);
    await markNeedsAttention({ projectId, slug, code: 'x', message: 'x', now: NOW });
    await tellReceptionOfAlert({ ...lost, newsId: 'another' }, ports);
    expect(told.map(({ html }) => html)).toEqual([
      expect.stringContaining('AppSheet'),
      expect.stringContaining('AppSheet'),
    ]);
  });

  it('is told whether a service does not take the account, or does not let it do what it is for', async () => {
    const { told, ports } = phones();
    const credentials = { access_key: 'x' };
    for (const code of ['credentials_refused', 'not_allowed']) {
      const slug = 'appsheet';
      await saveCredentials({ projectId, slug, credentials, actor: 'test', now: NOW });
      await markNeedsAttention({ projectId, slug, code, message: 'x', now: NOW });
      const lost = receptionNews(await raised('integration_attention', slug));
      await tellReceptionOfAlert({ ...lost, newsId: code }, ports);
    }
    const [refused = '', , forbidden = ''] = told.map(({ html }) => html);
    expect(refused).toContain('підключити знову');
    expect(forbidden).toContain('бракує прав');
  });

  it('does not wait for one of its people to whom Telegram is busy', async () => {
    const busy = { kind: 'not_now', why: '429', untouched: true, retryAfterSeconds: 7 } as const;
    const first = phones((chatId) => (chatId === ADA ? busy : { kind: 'delivered' }));
    await tellReceptionOfAlert(receptionNews(await raised('outage')), first.ports);
    expect(first.chats()).toEqual([BOB]);
    expect(first.again).toMatchObject([{ recipient: ADA, attempt: 0 }]);
    const second = phones();
    for (const news of first.again) await tellReceptionOfAlert(news, second.ports);
    expect(second.chats()).toEqual([ADA]);
  });
});

describe('owners', () => {
  const mailed = async (alert: StoredAlert) => {
    const mails: Mail[] = [];
    const send = async (mail: Mail): Promise<Sent> => {
      mails.push(mail);
      return { kind: 'delivered' };
    };
    const task = alertMailSchema.parse(alertForOwners(alert, undefined));
    await writeAlertMail(task, { userPoolId: 'nobody is looked for there', send });
    return mails;
  };

  it('are mailed each in her own language, and no operator is', async () => {
    const mails = await mailed(await raised('quota_close', '2026-11'));
    expect(mails.map(({ to }) => to).sort()).toEqual([
      'olena@salon.example',
      'oscar@salon.example',
    ]);
    const [hers, his] = mails.toSorted((one, other) => (one.to < other.to ? -1 : 1));
    expect(hers?.subject).toMatch(/^Rosa <3: 📊 Використано 80%/);
    expect(his?.subject).toMatch(/^Rosa <3: 📊 80% of this month/);
    expect(his?.text).toContain('holds 100 answers');
  });

  it('read whom of their team the bot cannot reach', async () => {
    const mails = await mailed(await raised('unreachable_chat', `reception:${ADA}`));
    expect(mails.map(({ text }) => text.includes('Ada'))).toEqual([true, true]);
  });

  it('get the same mail under the same key when it is written again, and each one of her own', async () => {
    const alert = await raised('quota_spent', '2026-11');
    const keys = [...(await mailed(alert)), ...(await mailed(alert))].map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
  });
});

describe('the list of alerts', () => {
  const list = (query: { limit?: number; cursor?: string } = {}) =>
    listAlerts({ access: { projectId }, query });

  it('shows everything once, newest first, page by page, and of nobody else', async () => {
    for (const [at, kind] of ALERT_KINDS.entries()) {
      const now = new Date(Date.parse(NOW) + at * 1000).toISOString();
      await raiseAlert({ projectId, kind, subject: 'appsheet', now });
    }
    await raiseAlert({ projectId: 'other' as ProjectId, kind: 'outage', now: NOW });
    const seen: string[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const page = alertList.parse(await list({ limit: 4, ...(cursor ? { cursor } : {}) }));
      seen.push(...page.alerts.map(({ kind }) => kind));
      cursor = page.cursor;
      more = cursor !== undefined;
    }
    expect(seen).toEqual([...ALERT_KINDS].reverse());
    expect(await list({ cursor: 'bm8' })).toMatchObject({ refused: 'invalid_cursor' });
  });

  it('names no subject where it is about the whole project', async () => {
    await raised('outage');
    expect(await list()).toMatchObject({
      alerts: [{ id: 'outage#-', subject: null, since: NOW, last_at: NOW, count: 1 }],
    });
  });
});

describe.each(LANGUAGES)('alerts in %s', (language) => {
  const { words, mail } = alertTexts(language);
  const about = { client: 'Ім’я 🌹', what: 'Google', limit: 100, details: 'a: b', unread: true };

  it.each(ALERT_KINDS)('say %s with and without what is known', (kind) => {
    for (const known of [about, {}]) {
      const said = words[kind](known);
      const all = Object.values(mail(said, 'Rosa')).join('\n');
      expect(all).not.toMatch(/undefined|null|NaN/);
      expect(said.title).not.toContain('\n');
      expect(all).toContain('Rosa');
      expect(all).toMatch(language === 'en' ? /[A-Za-z]{4}/ : /[а-яґєії]{4}/i);
    }
  });
});
