// SPDX-License-Identifier: MIT
// The woven site in a browser: from a disk, below a path of a host, without a mouse,
// in light and dark, on small and large screens.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { browser } from '../src/pdf.mjs';
import { filesBelow, woven } from './environment.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const site = path.join(woven, 'site');
assert.ok(fs.existsSync(path.join(site, 'index.html')), `${site} is not woven: ./kioto book`);
const pages = filesBelow(site).filter((f) => f.endsWith('.html'));
// Files of the course all look alike: one of them will do.
const ownPages = pages.filter((f) => !f.startsWith('course/') || f === pages.find((p) => p.startsWith('course/')));
const chapters = pages.filter((f) => /^ch\d\d/.test(f));
const address = (file) => pathToFileURL(path.join(site, file)).href;
let chromium;
before(async () => { chromium = await browser(); });
after(() => chromium.close());

/** Opens a page in a browser that forgets; `look` is { theme, width, js }. */
async function open(url, look, work) {
  const context = await chromium.createBrowserContext();
  const page = await context.newPage();
  const problems = [];
  page.on('console', (m) => ['error', 'warn'].includes(m.type()) && problems.push(m.text()));
  page.on('pageerror', (e) => problems.push(e.message));
  page.on('requestfailed', (r) => problems.push(`not loaded: ${r.url()}`));
  page.on('response', (r) => r.status() >= 400 && problems.push(`${r.status()}: ${r.url()}`));
  page.on('request', (r) => !/^(file|data|blob):/.test(r.url()) && !r.url().startsWith(look.host ?? 'none:') && problems.push(`asks for ${r.url()}`));
  try {
    await page.setJavaScriptEnabled(look.js ?? true);
    await page.setViewport({ width: look.width ?? 1280, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: look.theme ?? 'light' },
      { name: 'prefers-reduced-motion', value: 'reduce' }]);
    await page.goto(url, { waitUntil: 'load' });
    const result = await work(page);
    assert.deepEqual(problems, [], url);
    return result;
  } finally {
    await context.close();
  }
}

const unfold = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));

test('there are no modules, no fetch, no absolute addresses', () => {
  for (const file of filesBelow(site).filter((f) => /\.(html|css|js)$/.test(f))) {
    const text = fs.readFileSync(path.join(site, file), 'utf8');
    if (file.endsWith('.html')) {
      assert.ok(!/type="module"/.test(text), file);
      assert.ok(!/<(script|link|img)[^>]*(src|href)="(https?:|\/)/.test(text), file);
      assert.ok(!/href="\/(?!\/)/.test(text), file);
    } else if (!file.includes('minisearch') && !file.includes('search-index') && !file.startsWith('assets/figure-')) {
      assert.ok(!/\bfetch\(|^import |url\((["']?)(https?:|\/)/m.test(text), file);
    }
  }
});

test('every link leads to a page and an anchor that are there; no id is there twice', () => {
  const ids = new Map(pages.map((file) => {
    const found = [...fs.readFileSync(path.join(site, file), 'utf8').matchAll(/\sid="([^"]+)"/g)].map((m) => m[1]);
    assert.equal(new Set(found).size, found.length, `${file}: ${found.filter((id, i) => found.indexOf(id) !== i)}`);
    return [file, new Set(found)];
  }));
  for (const file of pages) {
    for (const [, href] of fs.readFileSync(path.join(site, file), 'utf8').matchAll(/<a [^>]*?href="([^"]*)"/g)) {
      if (/^https?:/.test(href)) continue;
      const [to, anchor] = href.split('#');
      const target = to ? path.join(path.dirname(file), to) : file;
      assert.ok(ids.has(target) || fs.existsSync(path.join(site, target)), `${file}: ${href}`);
      if (anchor) assert.ok(ids.get(target).has(anchor), `${file}: ${href}`);
    }
  }
});

/** One piece of code in each colour on each ground is enough for axe: it is slow. */
const thin = (page) => page.evaluate(() => {
  const seen = new Set();
  document.querySelectorAll('pre span:not(.line)').forEach((span) => {
    const line = span.closest('.line')?.className ?? '';
    const look = `${span.className} on ${line} in ${Boolean(span.closest('.box'))}`;
    if (seen.has(look)) span.replaceWith(span.textContent);
    seen.add(look);
  });
  document.querySelectorAll('pre .line').forEach((line) => {
    if (!line.querySelector('span') && line !== line.parentNode.firstChild) line.remove();
  });
});

for (const [theme, width] of [['light', 1280], ['dark', 1280], ['light', 360]]) {
  test(`axe finds nothing, ${theme}, ${width} px`, async () => {
    for (const file of ownPages) {
      await open(address(file), { theme, width }, async (page) => {
        await unfold(page);
        await thin(page);
        await page.addScriptTag({ path: axe });
        const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'], preload: false }));
        const said = violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${file}: ${v.id}: ${n.html.slice(0, 120)} ${n.any[0]?.message ?? ''}`));
        assert.deepEqual(said, []);
      });
    }
  });
}

test('no page scrolls to the side, from 320 to 1400 px', async () => {
  for (const file of ownPages) {
    await open(address(file), {}, async (page) => {
      await unfold(page);
      for (const width of [320, 360, 390, 480, 640, 768, 993, 1100, 1280, 1400]) {
        await page.setViewport({ width, height: 900 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wide <= 0, `${file} at ${width} px is ${wide} px too wide`);
      }
    });
  }
});

test('80 columns of code fit at 1280 px', async () => {
  await open(address(chapters[1] ?? chapters[0]), {}, async (page) => {
    await unfold(page);
    const [room, needed] = await page.evaluate(() => {
      const pre = document.querySelector('figure.listing pre.numbered');
      const probe = Object.assign(document.createElement('span'), { className: 'line', textContent: 'x'.repeat(80) });
      probe.prepend(Object.assign(document.createElement('span'), { className: 'n', textContent: '100' }));
      probe.style.display = 'inline-block';
      pre.firstChild.append(probe);
      return [pre.clientWidth, probe.offsetWidth];
    });
    assert.ok(needed <= room, `${needed} of ${room} px`);
  });
});

test('a chapter has next, and the theme is kept only after a click', async () => {
  await open(address(chapters[0]), { theme: 'dark' }, async (page) => {
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    await page.click('#theme');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'light');
    assert.equal(await page.evaluate(() => localStorage.getItem('kioto-theme')), 'light');
    if (chapters.length > 1) assert.ok(await page.$(`.around a.next[href="${chapters[1]}"]`));
  });
});

async function searchFor(page, words) {
  await page.keyboard.press('/');
  await page.keyboard.type(words);
  await page.waitForSelector('#hits a');
  return page.$$eval('#hits a', (links) => links.map((a) => ({ href: a.getAttribute('href'), text: a.textContent })));
}

test('the search finds "lost wakeup", from the keyboard', async () => {
  await open(address('index.html'), {}, async (page) => {
    const hits = await searchFor(page, 'lost wakeup');
    assert.match(hits[0].text, /lost[\s\S]*wake|wake[\s\S]*lost/i);
    assert.ok(hits.slice(0, 3).some((h) => h.href.startsWith('ch01')), JSON.stringify(hits.slice(0, 3)));
    await page.keyboard.press('ArrowDown');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.ok(page.url().endsWith(hits[0].href));
  });
});

/** Tabs until what has the focus fits a selector. */
async function tabTo(page, selector) {
  for (let i = 0; i < 300; i++) {
    if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`no way to ${selector} with Tab`);
}

test('a quiz works with the keyboard alone, and shows every reason', async () => {
  await open(address(chapters[0]), {}, async (page) => {
    const id = await page.$eval('form.quiz', (q) => q.id);
    const verdict = () => page.$eval(`#${id} .verdict`, (v) => v.textContent);
    const open = () => page.$$eval(`#${id} .why`, (all) => all.map((w) => w.checkVisibility()));
    await page.focus(`#${id} input`);
    assert.ok((await open()).every((o) => !o));
    await page.keyboard.press('Space');
    const wrong = await page.$eval(`#${id} .option`, (o) => o.dataset.right !== 'true');
    await tabTo(page, `#${id} button[type=submit]`);
    await page.keyboard.press('Enter');
    assert.match(await verdict(), wrong ? /Not right yet/ : /^Right/);
    assert.deepEqual(await open(), (await open()).map((_, i) => i === 0));
    await tabTo(page, `#${id} button[type=button]`);
    await page.keyboard.press('Enter');
    assert.ok((await open()).every(Boolean));
  });
});

test('the right options of every quiz are told to be right', async () => {
  for (const file of chapters) {
    await open(address(file), {}, async (page) => {
      for (const id of await page.$$eval('form.quiz', (all) => all.map((q) => q.id))) {
        const told = await page.evaluate((name) => {
          const quiz = document.getElementById(name);
          quiz.querySelectorAll('.option').forEach((o) => { o.querySelector('input').checked = o.dataset.right === 'true'; });
          quiz.requestSubmit();
          return quiz.querySelector('.verdict').textContent;
        }, id);
        assert.equal(told, 'Right.', `${file}#${id}`);
      }
    });
  }
});

test('without scripts, quizzes, answers and contents are there', async () => {
  await open(address(chapters[0]), { js: false }, async (page) => {
    const hidden = await page.$$eval('.why', (all) => all.filter((w) => w.offsetHeight === 0).length);
    assert.equal(hidden, 0);
    assert.ok(await page.$eval('#side', (s) => s.offsetHeight > 0));
    assert.ok(await page.$('details.answer'));
  });
});

test('on a small screen the contents open and close', async () => {
  await open(address(chapters[0]), { width: 360 }, async (page) => {
    const seen = () => page.$eval('#side', (s) => s.checkVisibility());
    assert.equal(await seen(), false);
    await page.click('#menu');
    assert.equal(await seen(), true);
    assert.equal(await page.$eval('#menu', (m) => m.getAttribute('aria-expanded')), 'true');
  });
});

test('it works below a path of a web host', async () => {
  const types = { html: 'text/html', css: 'text/css', js: 'text/javascript', woff2: 'font/woff2' };
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname).replace(/^\/a\/path\//, '');
    const file = path.join(site, name);
    const there = request.url.startsWith('/a/path/') && fs.existsSync(file);
    response.writeHead(there ? 200 : 404, { 'content-type': types[path.extname(name).slice(1)] ?? 'text/plain' });
    response.end(there ? fs.readFileSync(file) : '');
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const host = `http://127.0.0.1:${server.address().port}`;
  try {
    for (const file of ['index.html', chapters[0], pages.find((p) => p.startsWith('course/')) ?? 'index.html']) {
      await open(`${host}/a/path/${file}`, { host }, async (page) => {
        assert.ok((await searchFor(page, 'poll')).length > 0);
      });
    }
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
