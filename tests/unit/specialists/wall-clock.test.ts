import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MANICURE } from '../../steps/salon.ts';
import { messenger, phone } from './phones.ts';
import { ANNA_CHAT, booked, botSalon, startSalonBot } from './salon-bot.ts';

const project = botSalon({ timeZone: 'Europe/Kyiv' });
let close: () => Promise<void>;
beforeAll(async () => {
  ({ close } = await startSalonBot(project));
});
afterAll(() => close());

async function codesToday(now: string): Promise<(string | undefined)[]> {
  const telegram = messenger();
  const anna = phone(telegram, project.projectId, ANNA_CHAT, { now });
  return (await anna.says('today')).map(({ html }) => /#(\w+)/.exec(html)?.[1]);
}

describe('today', () => {
  it.each([
    ['an ordinary day', '2026-11-24', ['2026-11-23T22:00', '2026-11-24T22:00']],
    ['23 hours in spring', '2026-03-29', ['2026-03-28T22:00', '2026-03-29T21:00']],
    ['25 hours in autumn', '2026-10-25', ['2026-10-24T21:00', '2026-10-25T22:00']],
  ])('is the date on the wall of the project: %s', async (_, date, bounds) => {
    const now = bounds[0]?.replace(/T.*/, 'T00:00:00.000Z') ?? '';
    const [begins, ends] = bounds.map((bound) => Date.parse(`${bound}:00.000Z`)) as [
      number,
      number,
    ];
    const halfHour = 1_800_000;
    const starts = [begins - halfHour, begins, ends - halfHour, ends];
    const codes: string[] = [];
    for (const start of starts) {
      codes.push((await booked(project, new Date(start).toISOString(), { now })).code);
    }
    const within = codes.slice(1, 3);
    expect(await codesToday(new Date(begins).toISOString())).toEqual(within);
    expect(await codesToday(`${date}T12:00:00.000Z`)).toEqual(within);
    expect(await codesToday(new Date(ends - 1).toISOString())).toEqual(within);
    expect(await codesToday(new Date(ends).toISOString())).toEqual(codes.slice(3));
  });

  it('has what reaches into it from yesterday', async () => {
    const midnight = '2026-12-01T22:00:00.000Z';
    const over = await booked(project, '2026-12-01T21:30:00.000Z', {
      ...{ now: '2026-12-01T08:00:00.000Z', serviceId: MANICURE },
    });
    expect(await codesToday('2026-12-01T12:00:00.000Z')).toEqual([over.code]);
    expect(await codesToday(midnight)).toEqual([over.code]);
    expect(await codesToday('2026-12-02T22:00:00.000Z')).toEqual([undefined]);
  });
});
