// SPDX-License-Identifier: MIT
// The PDF: Chromium prints the one page, with tags and an outline.
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

/** Starts the system's Chromium; root has no sandbox of its own. */
export function browser() {
  const names = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const executablePath = process.env.CHROMIUM ?? names.find((n) => fs.existsSync(n));
  if (!executablePath) throw new Error('the PDF needs Chromium: install it, or set CHROMIUM');
  const args = ['--disable-gpu', '--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  return puppeteer.launch({ executablePath, args });
}

export async function writePdf(from, to) {
  const chromium = await browser();
  try {
    const page = await chromium.newPage();
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
    await page.goto(pathToFileURL(from).href, { waitUntil: 'load' });
    await page.evaluate(() => document.fonts.ready);
    await page.pdf({
      path: to, tagged: true, outline: true, preferCSSPageSize: true, printBackground: true,
      displayHeaderFooter: true, headerTemplate: '<span></span>', timeout: 120_000,
      footerTemplate: '<div style="width:100%;text-align:center;font:9px sans-serif;color:#555"><span class="pageNumber"></span></div>',
    });
  } finally {
    await chromium.close();
  }
}
