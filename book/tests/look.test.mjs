// SPDX-License-Identifier: MIT
// What can be measured of how the pages look, on a desk and on a phone: nothing is
// cut, nothing overlaps, nothing breaks where it must not, everything can be hit.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { browser } from '../src/pdf.mjs';
import { woven } from './environment.mjs';

const site = path.join(woven, 'site');
const pages = fs.readdirSync(site).filter((f) => f.endsWith('.html'));
const chapters = pages.filter((f) => /^ch\d\d/.test(f));
const widths = [1280, 390];
let chromium;
before(async () => { chromium = await browser(); });
after(() => chromium.close());

/** Opens a page with all that is folded unfolded, and runs `work` in it. */
async function look(file, width, work, prepare = () => {}) {
  const page = await chromium.newPage();
  try {
    await page.setViewport({ width, height: 844 });
    await page.goto(pathToFileURL(path.join(site, file)).href, { waitUntil: 'load' });
    await page.evaluate(async () => {
      document.querySelectorAll('details').forEach((d) => { d.open = true; });
      document.body.getBoundingClientRect(); // asks for the fonts of what is unfolded
      await document.fonts.ready;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    });
    await prepare(page);
    return await page.evaluate(work);
  } finally {
    await page.close();
  }
}

/** `work` gives a list of what is wrong in a page; there must be none in any. */
function nowhere(name, files, work, on = widths) {
  test(name, async () => {
    for (const file of files) {
      for (const width of on) assert.deepEqual(await look(file, width, work), [], `${file}, ${width} px`);
    }
  });
}

nowhere('a line never ends behind the dash of --only', pages, () => {
  const wrong = [];
  const at = document.createRange();
  const top = (node, i) => {
    at.setStart(node, i);
    at.setEnd(node, i + 1);
    return at.getClientRects()[0]?.top;
  };
  for (const code of document.querySelectorAll('main :not(pre) > code, figcaption .file, .typed')) {
    const walk = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      for (const { index } of node.data.matchAll(/-(?=\S)/g)) {
        const [dash, next] = [top(node, index), top(node, index + 1)];
        if (dash !== undefined && next - dash > 4) wrong.push(code.textContent);
      }
    }
  }
  return wrong;
});

nowhere('code stays in its column and its box', pages, () =>
  [...document.querySelectorAll('main figure.listing, main pre.code')].flatMap((it) => {
    const own = it.getBoundingClientRect();
    if (!own.width || it.closest('.kf')) return [];
    const box = it.parentElement.closest('figure, .box:not(.aside), details.solution') ?? it.closest('main');
    const room = box.tagName === 'MAIN' && innerWidth < 640
      ? { left: 0, right: innerWidth } : box.getBoundingClientRect();
    return own.left < room.left - 0.5 || own.right > room.right + 0.5
      ? [`${it.textContent.slice(0, 40)}: ${own.left}-${own.right} in ${room.left}-${room.right}`] : [];
  }));

nowhere('what is wider than its place fades out', chapters, () =>
  [...document.querySelectorAll('main :is(pre.code, .table, .kf-scroll)')]
    .filter((it) => (it.scrollWidth - it.clientWidth > 4) !== it.classList.contains('more'))
    .map((it) => it.textContent.slice(0, 60)));

nowhere('the texts of a diagram are apart, inside of it, and large enough', pages, () =>
  [...document.querySelectorAll('.sequence svg')].filter((svg) => svg.getBoundingClientRect().width).flatMap((svg) => {
    const wrong = [];
    const edge = svg.getBoundingClientRect();
    const drawing = svg.parentElement;
    if (drawing.scrollWidth > drawing.clientWidth + 1) wrong.push('it scrolls');
    const seen = [];
    for (const text of svg.querySelectorAll('text')) {
      const own = text.getBoundingClientRect();
      const size = parseFloat(getComputedStyle(text).fontSize) * edge.width / svg.viewBox.baseVal.width;
      if (size < 12) wrong.push(`${text.textContent}: ${size} px`);
      if (own.left < edge.left || own.right > edge.right) wrong.push(`${text.textContent}: cut`);
      for (const [other, words] of seen) {
        const apart = own.left >= other.right || own.right <= other.left || own.top >= other.bottom - 4 || own.bottom - 4 <= other.top;
        if (!apart) wrong.push(`${text.textContent} on ${words}`);
      }
      seen.push([own, text.textContent]);
    }
    for (const rect of svg.querySelectorAll('rect')) {
      const own = rect.getBoundingClientRect();
      if (own.left < edge.left - 0.5 || own.right > edge.right + 0.5) wrong.push('a box is cut');
    }
    return wrong.map((w) => `${svg.querySelector('title').textContent}: ${w}`);
  }));

nowhere('no box says what the heading above it says', chapters, () =>
  [...document.querySelectorAll(':is(h2, h3) + .box > .box-title')].filter((title) => {
    const heading = title.parentElement.previousElementSibling.cloneNode(true);
    heading.querySelector('.anchor')?.remove();
    return heading.textContent.trim() === title.textContent.trim();
  }).map((title) => title.textContent), [1280]);

nowhere('a finger can hit everything that is not a word of a sentence', pages, () => {
  document.querySelector('#side').classList.add('open');
  return [...document.querySelectorAll('button, select, summary, input:not([type=radio], [type=checkbox]), label, .side a, .around a, .start a, .contents a')]
    .filter((it) => it.checkVisibility() && it.getBoundingClientRect().width)
    .flatMap((it) => {
      const { width, height } = it.getBoundingClientRect();
      return width < 24 || height < 24 ? [`${it.tagName} ${it.textContent.slice(0, 30)}: ${width} x ${height}`] : [];
    });
}, [390]);

nowhere('the source beside a figure begins with a whole line', chapters, () =>
  [...document.querySelectorAll('.kf-code')].filter((code) => {
    const edge = code.getBoundingClientRect();
    return [...code.children].some((line) => {
      const own = line.getBoundingClientRect();
      return own.top < edge.top - 1 && own.bottom > edge.top + 5;
    });
  }).map((code) => code.textContent.slice(0, 40)), [1280]);

test('on a phone the contents open where the reader is, and close behind a link', async () => {
  const seen = () => {
    const own = document.querySelector('#side').getBoundingClientRect();
    return own.top >= 0 && own.top < 100 && own.bottom <= innerHeight;
  };
  const open = async (page) => {
    await page.evaluate(() => window.scrollTo(0, 9000));
    await page.click('#menu');
  };
  assert.ok(await look(chapters[1], 390, seen, open), 'it is out of sight');
  assert.ok(!await look(chapters[1], 390, () => document.querySelector('#side').checkVisibility(), async (page) => {
    await open(page);
    await page.click('.sections li:nth-child(3) a');
  }), 'it stays open');
});
