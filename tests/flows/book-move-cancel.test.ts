import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chat, codeIn, kyiv, morning, type Reception, reception, rows } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

let cloud: TestCloud;
let desk: Reception;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  desk = await reception(cloud);
});
afterAll(() => cloud?.stop());

/** One client's story in her own language; each has a specialist to herself. */
const STORIES = [
  {
    language: 'Ukrainian',
    name: 'Олена',
    specialist: 'Anna',
    ask: ['Доброго дня!', 'Хочу записатися на манікюр до Anna на завтра'],
    choose: 'о 11:00',
    booked: [/Ваш запит на запис прийнято/, /Manicure, майстер Anna/, /11:00/, /600/],
    list: 'На коли я записана?',
    move: 'Перенесіть, будь ласка, мій запис на 15:00',
    moved: [/запис перенесено/, /15:00/],
    cancel: 'Скасуйте мій запис, будь ласка',
    cancelled: [/запис скасовано/],
    again: 'Хочу на манікюр до Anna завтра о 15:00',
  },
  {
    language: 'English',
    name: 'Emma',
    specialist: 'Maria',
    ask: ['Hi there', 'I would like a manicure with Maria tomorrow'],
    choose: 'at 11:00',
    booked: [/Manicure/, /Maria/, /11:00/, /600/],
    list: 'When is my booking?',
    move: 'Please move my booking to 15:00',
    moved: [/moved/i, /15:00/],
    cancel: 'Please cancel my booking',
    cancelled: [/cancelled/i],
    again: 'I want a manicure with Maria tomorrow at 15:00',
  },
  {
    language: 'Russian',
    name: 'Ирина',
    specialist: 'Elena',
    ask: ['Здравствуйте', 'Хочу записаться на маникюр к Elena на завтра'],
    choose: 'в 11:00',
    booked: [/Manicure/, /Elena/, /11:00/, /600/],
    list: 'Когда я записана?',
    move: 'Перенесите, пожалуйста, мою запись на 15:00',
    moved: [/перенесен/i, /15:00/],
    cancel: 'Отмените мою запись, пожалуйста',
    cancelled: [/отменен/i],
    again: 'Хочу на маникюр к Elena завтра в 15:00',
  },
] as const;

describe.each(STORIES)('in $language', (story) => {
  test('a client books, asks, moves and cancels, and reception sees each of it', async () => {
    const client = chat(cloud, `story-${story.language}`, story.name);
    const [eleven, three] = [await kyiv(cloud, 1, '11:00'), await kyiv(cloud, 1, '15:00')];
    const day = { from: await kyiv(cloud, 1, '00:00'), to: await kyiv(cloud, 2, '00:00') };
    const own = async () =>
      (await desk.bookings(day)).filter((booking) => booking.client.name === story.name);

    const offer = await client.asks(...story.ask);
    expect(offer).toMatch(/\d\d:\d\d/);
    expect(await own()).toEqual([]);

    const receipt = await client.asks(story.choose);
    for (const pattern of story.booked) expect(receipt).toMatch(pattern);
    const code = codeIn(receipt);
    expect(await own()).toMatchObject([
      {
        code,
        status: 'PENDING',
        specialist_name: story.specialist,
        service_name: 'Manicure',
        starts_at: eleven,
        price: 600,
        currency: 'UAH',
        actor: { kind: 'client' },
      },
    ]);
    expect(await taken(story.specialist)).toEqual([`${eleven} ${await kyiv(cloud, 1, '12:00')}`]);

    const listed = await client.asks(story.list);
    expect(listed).toContain('11:00');

    const moved = await client.asks(story.move);
    for (const pattern of story.moved) expect(moved).toMatch(pattern);
    expect(codeIn(moved)).toBe(code);
    expect(await own()).toMatchObject([{ code, status: 'PENDING', starts_at: three }]);
    expect(await taken(story.specialist)).toEqual([`${three} ${await kyiv(cloud, 1, '16:00')}`]);

    const cancelled = await client.asks(story.cancel);
    for (const pattern of story.cancelled) expect(cancelled).toMatch(pattern);
    expect(codeIn(cancelled)).toBe(code);
    expect(await own()).toMatchObject([{ code, status: 'CANCELLED', starts_at: three }]);
    expect(await taken(story.specialist)).toEqual([]);

    // What was given back can be had by the next one.
    const next = chat(cloud, `next-${story.language}`, `${story.name} 2`);
    const secondCode = codeIn(await next.asks(story.again));
    expect(secondCode).not.toBe(code);
    expect(await taken(story.specialist)).toEqual([`${three} ${await kyiv(cloud, 1, '16:00')}`]);
    // She was told everything at once and nothing afterwards: what a client does herself is no news to her.
    expect(await client.hears()).toEqual([]);
  });
});

test('a client sees and touches her own bookings only', async () => {
  const [owner, stranger] = [chat(cloud, 'own', 'Власниця'), chat(cloud, 'foreign', 'Чужа')];
  const code = codeIn(await owner.asks('Запишіть мене на масаж до Anna післязавтра о 10:00'));
  const answer = await stranger.asks(`Скасуйте запис ${code}`);
  expect(answer).not.toMatch(/скасовано/);
  expect(await stranger.asks('Покажіть мої записи')).not.toContain('10:00');
  const day = { from: await kyiv(cloud, 2, '00:00'), to: await kyiv(cloud, 3, '00:00') };
  expect(await desk.bookings(day)).toMatchObject([{ code, status: 'PENDING' }]);
});

/** The intervals of a specialist, as instants. */
async function taken(specialist: string): Promise<string[]> {
  const config = await desk.config();
  const id = config.specialists.find(({ name }: { name: string }) => name === specialist)?.id;
  const days = (await rows(cloud, 'SpecialistDay')).filter(
    ({ specialistId }) => specialistId === id,
  );
  return days.flatMap(({ date, taken: intervals }) =>
    intervals.map(({ from, to }: { from: number; to: number }) => {
      const at = (minutes: number) =>
        new Date(Date.parse(`${date}T00:00:00Z`) + minutes * 60_000).toISOString();
      return `${at(from)} ${at(to)}`;
    }),
  );
}
