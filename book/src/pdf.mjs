// SPDX-License-Identifier: MIT
// The PDF: Chromium prints the one page, with tags and an outline. It cannot tell the
// number of a page, so it prints twice: the first one says what stands in the contents.
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

/** On which page of a PDF of Chromium each named place is. */
export function pageNumbers(bytes) {
  const text = bytes.toString('latin1');
  const object = (n) => text.slice(text.indexOf(`\n${n} 0 obj\n`)).match(/^[\s\S]*?\nendobj/)[0];
  const leaves = (n) => {
    const kids = /\/Type \/Pages\b[\s\S]*?\/Kids \[([^\]]*)\]/.exec(object(n))?.[1];
    return kids ? [...kids.matchAll(/(\d+) 0 R/g)].flatMap((kid) => leaves(kid[1])) : [n];
  };
  const [, tree] = /\/Pages (\d+) 0 R/.exec(text) ?? [];
  const [, places] = /\/Dests (\d+) 0 R/.exec(text) ?? [];
  if (!tree || !places) return new Map();
  const pages = new Map(leaves(tree).map((n, i) => [n, i + 1]));
  return new Map([...object(places).matchAll(/\/([\w-]+) \[(\d+) 0 R/g)].map(([, name, n]) => [name, pages.get(n)]));
}

const options = {
  tagged: true, outline: true, preferCSSPageSize: true, printBackground: true,
  displayHeaderFooter: true, headerTemplate: '<span></span>', timeout: 120_000,
  footerTemplate: '<div style="width:100%;text-align:center;font:9px sans-serif;color:#555"><span class="pageNumber"></span></div>',
};

export async function writePdf(from, to) {
  const chromium = await browser();
  try {
    const page = await chromium.newPage();
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
    await page.goto(pathToFileURL(from).href, { waitUntil: 'load' });
    await page.evaluate(() => document.fonts.ready);
    const numbers = pageNumbers(Buffer.from(await page.pdf({ ...options, outline: false })));
    await page.evaluate((known) => {
      for (const at of document.querySelectorAll('.toc .at'))
        at.textContent = known[at.parentElement.getAttribute('href').slice(1)] ?? '';
    }, Object.fromEntries(numbers));
    await page.pdf({ path: to, ...options });
  } finally {
    await chromium.close();
  }
}
