import { type Browser, chromium } from 'playwright-core';

/**
 * A headless Chromium that came with `npm ci`: nothing is downloaded and nothing has to be installed. The package was
 * made for Lambda; told that it runs there, it brings the system libraries it needs as well.
 */
export async function startBrowser(): Promise<Browser> {
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
  try {
    const { default: bundled } = await import('@sparticuz/chromium');
    return await chromium.launch({
      executablePath: await bundled.executablePath(),
      args: bundled.args,
      headless: true,
    });
  } finally {
    delete process.env.AWS_EXECUTION_ENV;
  }
}
