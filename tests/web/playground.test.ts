import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../steps/browser.ts';
import { morning } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

let cloud: TestCloud;
let browser: Browser;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startCloud(), startBrowser()]);
  page = await browser.newPage({ viewport: { width: 1360, height: 860 }, locale: 'uk-UA' });
  page.on('pageerror', (fault) => faults.push(fault.message));
  page.on('console', (line) => {
    if (line.type() === 'error') faults.push(line.text());
  });
  await morning(cloud);
  await page.goto(cloud.cloud.playground);
});
afterAll(async () => {
  await browser?.close();
  await cloud?.stop();
});

/** What one of the team sees in the chat with the bot. */
const chatOf = (name: string) => page.getByRole('log', { name: new RegExp(`^${name},`) });
const told = () => page.locator('.bubble.from-salon').last();

async function write(...texts: string[]): Promise<string> {
  const box = page.getByRole('textbox').first();
  const replies = page.locator('.bubble.from-salon');
  const before = await replies.count();
  for (const text of texts) {
    await box.fill(text);
    await box.press('Enter');
  }
  // The quiet window is real time here, as for a visitor; nothing else of the minute is waited for.
  await replies.nth(before).waitFor({ timeout: 60_000 });
  expect(await replies.count()).toBe(before + 1);
  return told().innerText();
}

describe('the playground', () => {
  it('lets a newcomer book within a minute: a burst goes in, one receipt comes back, the day shows it', async () => {
    const said = await write('Добрий день!', 'хочу на манікюр', 'завтра о 15:00');
    const code = /Код запису: ([0-9A-Z]{6})/.exec(said)?.[1];
    expect(code, said).toBeDefined();

    const day = page.locator('#day').getByText('Очікує підтвердження');
    await day.first().waitFor({ timeout: 20_000 });
    expect(await page.locator('#day').innerText()).toContain('15:00–16:00');
  });

  it('alerts both receptionists, and half an hour later reminds them', async () => {
    for (const name of ['Lukas', 'Sasha']) {
      await chatOf(name).getByText('Новий запис').waitFor({ timeout: 20_000 });
      await chatOf(name).getByRole('button', { name: 'Підтвердити' }).waitFor();
    }
    // The new booking below does not pull the visitor away from the phones.
    expect(await page.evaluate('scrollY')).toBe(0);
    await page.getByRole('button', { name: '+30 хв' }).click();
    for (const name of ['Lukas', 'Sasha']) {
      await chatOf(name).getByText('Нагадування').waitFor({ timeout: 20_000 });
    }
    expect(await chatOf('Tommy').getByRole('button').count()).toBe(0);
  });

  it('calls the escalation contact after an hour', async () => {
    await page.getByRole('button', { name: '+30 хв' }).click();
    await chatOf('Tommy').getByText('ЕСКАЛАЦІЯ').waitFor({ timeout: 20_000 });
  });

  it('takes one receptionist’s answer, changes every copy and tells the client', async () => {
    await chatOf('Sasha').getByRole('button', { name: 'Підтвердити' }).last().click();
    await page.getByRole('status').getByText('Підтверджено').waitFor({ timeout: 20_000 });
    for (const name of ['Lukas', 'Sasha', 'Tommy']) {
      const changed = chatOf(name).getByText(/Підтверджено\s*— Sasha/);
      await changed.last().waitFor({ timeout: 20_000 });
      await chatOf(name).getByText('змінено').last().waitFor();
      // Several copies stand in one chat, and the page learns of their edits one after the other.
      const asking = chatOf(name).getByRole('button', { name: '✅ Підтвердити' });
      await expect.poll(() => asking.count(), { timeout: 20_000 }).toBe(0);
    }
    await page.getByRole('button', { name: '+1 хв' }).click();
    await told().getByText('Ваш запис підтверджено').waitFor({ timeout: 20_000 });
    await page.locator('#day .booking.confirmed').waitFor({ timeout: 20_000 });
  });

  it('lets the specialist run her day: told of the visit, she starts, completes and is paid by buttons', async () => {
    await chatOf('Anna').getByText('У вас новий запис').waitFor({ timeout: 20_000 });
    // The next day at two, an hour before the visit.
    await page.getByRole('button', { name: '+1 день' }).click();
    for (let hour = 0; hour < 5; hour += 1) {
      await page.getByRole('button', { name: '+1 год' }).click();
    }
    await page.getByRole('button', { name: '/today' }).click();
    for (const [press, shows] of [
      ['Почати сеанс', 'триває'],
      ['Завершити', 'завершено'],
      ['Готівка', 'Сплачено: 600'],
    ] as const) {
      await chatOf('Anna').getByRole('button', { name: press }).last().click();
      await chatOf('Anna').getByText(shows).last().waitFor({ timeout: 20_000 });
    }
  });

  it('passes on the reason that a receptionist types as an answer to the alert', async () => {
    await write('а ще стрижку завтра о 12:00');
    const alert = chatOf('Lukas').locator('.bubble', { hasText: 'Новий запис' }).last();
    await alert.getByRole('button', { name: 'Відхилити' }).click();
    const rejected = chatOf('Lukas').locator('.bubble', { hasText: 'Відхилено' }).last();
    await rejected.hover();
    await rejected.getByRole('button', { name: 'Відповісти' }).click();
    await page.getByRole('textbox', { name: 'Повідомлення: Lukas' }).fill('майстриня захворіла');
    await page.keyboard.press('Enter');
    await chatOf('Sasha').getByText('Причина: майстриня захворіла').waitFor({ timeout: 20_000 });
    await page.getByRole('button', { name: '+1 хв' }).click();
    await told().getByText('майстриня захворіла').waitFor({ timeout: 20_000 });
  });

  it('moves the clock, and an unanswered request expires in front of the visitor', async () => {
    await write('тоді масаж завтра о 11:00');
    for (let presses = 0; presses < 2; presses += 1) {
      await page.getByRole('button', { name: '+1 день' }).click();
    }
    await page.getByText('ми не встигли підтвердити').waitFor({ timeout: 30_000 });
  });

  it('keeps every phone within reach on a small screen', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByRole('navigation', { name: 'Телефони' }).getByText('Anna').click();
    await expect
      .poll(async () => (await chatOf('Anna').boundingBox())?.x ?? -1)
      .toBeGreaterThanOrEqual(0);
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(390);
    await page.setViewportSize({ width: 1360, height: 860 });
  });

  it('speaks English and Russian as well', async () => {
    await page.getByText('EN', { exact: true }).click();
    await page.getByRole('button', { name: '+1 day' }).waitFor();
    await page.getByText('RU', { exact: true }).click();
    await page.getByRole('button', { name: '+1 день' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('ru');
  });

  it('meets no error on the way', () => {
    expect(faults).toEqual([]);
  });
});
