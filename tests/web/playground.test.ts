import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../steps/browser.ts';
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
  await page.goto(cloud.cloud.playground);
});
afterAll(async () => {
  await browser?.close();
  await cloud?.stop();
});

describe('the playground', () => {
  it('lets a newcomer book within a minute: a burst goes in, one receipt comes back, the day shows it', async () => {
    const box = page.getByRole('textbox').first();
    for (const text of ['Добрий день!', 'хочу на манікюр', 'завтра о 15:00']) {
      await box.fill(text);
      await box.press('Enter');
    }
    // The quiet window is real time here, as for a visitor; nothing else of the minute is waited for.
    const reply = page.locator('.bubble.from-salon');
    await reply.waitFor({ timeout: 60_000 });
    const said = await reply.innerText();
    const code = /Код запису: ([0-9A-Z]{6})/.exec(said)?.[1];
    expect(code, said).toBeDefined();
    expect(await reply.count()).toBe(1);

    const day = page.getByText('Очікує підтвердження');
    await day.first().waitFor({ timeout: 20_000 });
    expect(await page.locator('body').innerText()).toContain('15:00–16:00');
  });

  it('moves the clock, and an unanswered request expires in front of the visitor', async () => {
    for (let presses = 0; presses < 2; presses += 1) {
      await page.getByRole('button', { name: '+1 день' }).click();
    }
    await page.getByText('ми не встигли підтвердити').waitFor({ timeout: 30_000 });
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
