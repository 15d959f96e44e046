// SPDX-License-Identifier: MIT
//
// The figures in a browser, opened from the disk: by keyboard alone, in light and
// in dark, on a phone, without scripts.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { builtFigure, listFigures, nativeTrace } from '../figures/index.mjs';
import { writePages } from '../figures/page.mjs';

const chromium = process.env.KIOTO_CHROMIUM ?? '/usr/bin/chromium';
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let out;
let browser;

before(async () => {
  out = fs.mkdtempSync(path.join(os.tmpdir(), 'kioto-figures-'));
  await writePages(out);
  browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox'] });
});
after(async () => {
  await browser?.close();
  fs.rmSync(out, { recursive: true, force: true });
});

/** Opens a figure's page; whatever the page complains about fails the test. */
async function opened(t, name, { width = 1280, dark = false, scripts = true } = {}) {
  const page = await browser.newPage();
  const complaints = [];
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(request.url()));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) complaints.push(request.url());
  });
  await page.setViewport({ width, height: 900 });
  await page.setJavaScriptEnabled(scripts);
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.goto(pathToFileURL(path.join(out, `${name}.html`)).href + (dark ? '#dark' : ''));
  if (scripts) await page.waitForSelector('[data-ready]', { timeout: 10000 });
  t.after(async () => {
    await page.close();
    assert.deepEqual(complaints, []);
  });
  return page;
}

const said = (page) => page.$eval('.kf-say', (it) => it.textContent);
const shown = (page) => page.$eval('.kf-say > span:last-child', (it) => it.textContent);
const focused = (page) => page.evaluate(() => document.activeElement.getAttribute('aria-label')
  || document.activeElement.textContent || document.activeElement.tagName);
const stepNumber = async (page) => Number(/Step (\d+)/.exec(await said(page))[1]);

/** In the page: what is drawn outside of the stage, or over another box. */
function misplaced() {
  const stage = document.querySelector('.kf-stage').getBoundingClientRect();
  const all = [...document.querySelectorAll('.kf-box, .kf-box p, .kf-box dt, .kf-box dd, .kf-arrow text')];
  const outside = all.filter((one) => {
    const { left, right, top, bottom, width } = one.getBoundingClientRect();
    if (width === 0) return false;
    return left < stage.left - 1 || right > stage.right + 1 || top < stage.top - 1 || bottom > stage.bottom + 1;
  });
  const boxes = [...document.querySelectorAll('.kf-box')].map((one) => [one, one.getBoundingClientRect()]);
  const over = boxes.filter(([one, a]) => boxes.some(([other, b]) => one !== other
    && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
  return [...outside, ...over.map(([one]) => one)].map((one) => one.textContent);
}

/** Waits until the figure has run with these arguments. */
const ran = (page, args) => page.waitForSelector(`[data-ready="${args}"]`, { timeout: 5000 });

/** Walks with the Tab key to a control with this name. */
async function walkTo(page, name) {
  for (let presses = 0; presses < 40; ++presses) {
    if ((await focused(page)).trim().startsWith(name)) {
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
      assert.notEqual(outline, 'none', `${name} has a visible focus`);
      return;
    }
    await page.keyboard.press('Tab');
  }
  assert.fail(`the Tab key does not come to ${name}`);
}

for (const it of listFigures()) {
  describe(it.name, () => {
    test('shows every step of the native trace, by keyboard alone', async (t) => {
      const page = await opened(t, it.name);
      const text = await nativeTrace(builtFigure(it.name).native, it.about.runs[0].with);
      const trace = text.trimEnd().split('\n').map((one) => JSON.parse(one));
      await walkTo(page, it.about.title);
      for (const [index, step] of trace.entries()) {
        assert.equal(await shown(page), step.what);
        assert.equal(await stepNumber(page), index);
        const boxes = await page.$$eval('.kf-box', (all) => all.map((box) => box.dataset.box));
        assert.deepEqual(boxes, step.boxes.map((box) => box.id));
        const lit = await page.$$eval('.kf-lit', (all) => all.map((line) => {
          const pane = line.parentElement.getBoundingClientRect();
          const own = line.getBoundingClientRect();
          return own.top >= pane.top && own.bottom <= pane.bottom;
        }));
        assert.deepEqual(lit, [true], `one line is lit, and in sight, in step ${index}`);
        await page.keyboard.press('ArrowRight');
      }
      assert.equal(await stepNumber(page), trace.length - 1, 'there is no step behind the last');
      await page.keyboard.press('ArrowLeft');
      assert.equal(await shown(page), trace.at(-2).what);
      await page.keyboard.press('Home');
      assert.equal(await stepNumber(page), 0);
      await page.keyboard.press('End');
      assert.equal(await stepNumber(page), trace.length - 1);
    });

    test('plays, stops, and goes on by its buttons', async (t) => {
      const page = await opened(t, it.name);
      await walkTo(page, 'Play');
      await page.keyboard.press('Enter');
      assert.match(await focused(page), /Pause/);
      await page.waitForFunction(() => /Step 1 /.test(document.querySelector('.kf-say').textContent));
      await page.keyboard.press('Space');
      assert.match(await focused(page), /Play/);
      await walkTo(page, 'Step');
      await page.keyboard.press('Enter');
      assert.equal(await stepNumber(page), 2);
      await page.keyboard.down('Shift');
      await walkTo(page, 'Back');
      await page.keyboard.up('Shift');
      await page.keyboard.press('Enter');
      assert.equal(await stepNumber(page), 1);
    });

    test('tells a screen reader each step', async (t) => {
      const page = await opened(t, it.name);
      const region = await page.$eval('.kf-say', (say) =>
        [say.getAttribute('role'), say.getAttribute('aria-live'), say.getAttribute('aria-atomic')]);
      assert.deepEqual(region, ['status', 'polite', 'true']);
      assert.match(await said(page), /^Step 0 of \d+\. .+: .+\.$/);
    });

    test('runs again with what the reader chooses', async (t) => {
      const page = await opened(t, it.name);
      const { choices, actions = [] } = it.about;
      const values = Object.fromEntries(it.about.runs[0].with.split(' ').map((one) => one.split('=')));
      for (const choice of choices) {
        const option = choice.options.at(-1);
        values[choice.name] = option.value;
        if (option.do !== undefined) values.do = option.do;
        await page.evaluate((label, value) => {
          const control = [...document.querySelectorAll('.kf-choices label')]
            .find((one) => one.textContent.startsWith(label)).querySelector('select');
          control.value = value;
          control.dispatchEvent(new Event('change'));
        }, choice.label, option.value);
        await ran(page, Object.entries(values).map((one) => one.join('=')).join(' '));
      }
      for (const { key, label } of actions) {
        const possible = await page.$$eval('.kf-do', (all, name) => all.some((one) =>
          one.textContent.trim() === name && !one.hidden && one.getAttribute('aria-disabled') !== 'true'), label);
        if (!possible) continue;
        const done = (await page.evaluate(() => document.querySelector('[data-figure]').dataset.ready)).length;
        await page.evaluate((name) => [...document.querySelectorAll('.kf-do')]
          .find((one) => one.textContent.trim() === name).click(), label);
        await page.waitForFunction((wanted) => document.querySelector('[data-figure]').dataset.ready
          .endsWith(wanted), { timeout: 5000 }, `do=${key}`);
        assert.ok(done > 0);
        const args = await page.evaluate(() => document.querySelector('[data-figure]').dataset.ready);
        const text = await nativeTrace(builtFigure(it.name).native, args);
        const last = JSON.parse(text.trimEnd().split('\n').at(-1));
        await page.focus('.kf-stage');
        await page.keyboard.press('End');
        assert.equal(await shown(page), last.what, `with ${args}`);
        await page.keyboard.press('Home');
      }
    });

    for (const look of [{ width: 1280 }, { width: 1280, dark: true }, { width: 360 }, { width: 360, dark: true }]) {
      test(`axe finds nothing, ${look.width} wide${look.dark ? ', dark' : ''}`, async (t) => {
        const page = await opened(t, it.name, look);
        await page.evaluate(axe);
        const last = Number(await page.$eval('.kf-range', (range) => range.max));
        await page.$eval('.kf-tables', (tables) => { tables.open = true; });
        for (const step of [Math.floor(last / 2), last]) {
          await page.$eval('.kf-range', (range, value) => {
            range.value = value;
            range.dispatchEvent(new Event('input'));
          }, step);
          const { violations, incomplete } = await page.evaluate(() => window.axe.run(document, { preload: false }));
          assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes[0].html}`), []);
          assert.deepEqual(incomplete.filter((one) => one.id !== 'color-contrast').map((one) => one.id), []);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= look.width, `the page is ${wide} wide in step ${step}`);
          assert.deepEqual(await page.evaluate(misplaced), [], `in step ${step}`);
        }
      });
    }

    test('is its tables without scripts', async (t) => {
      const page = await opened(t, it.name, { scripts: false });
      const [live, rows] = await Promise.all([
        page.$eval('.kf-live', (one) => getComputedStyle(one).display),
        page.$$eval('.kf-table tbody tr', (all) => all.filter((row) => row.checkVisibility()).length)]);
      assert.equal(live, 'none');
      const steps = builtFigure(it.name).runs.reduce((sum, one) => sum + one.trace.length, 0);
      assert.equal(rows, steps);
    });

    test('is its tables on paper', async (t) => {
      const page = await opened(t, it.name, { scripts: false });
      await page.emulateMediaType('print');
      assert.equal(await page.$eval('.kf-live', (one) => getComputedStyle(one).display), 'none');
      assert.ok(await page.$eval('.kf-table', (one) => one.checkVisibility()));
    });
  });
}

for (const dark of [false, true]) {
  test(`what axe does not see has contrast too${dark ? ', dark' : ''}`, async (t) => {
    const page = await opened(t, listFigures()[0].name, { dark });
    const low = await page.evaluate(() => {
      const figure = document.querySelector('.kf');
      const probe = document.createElement('span');
      figure.append(probe);
      const light = (name) => {
        probe.style.color = `var(${name})`;
        const [r, g, b] = getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map((part) => {
          const value = part / 255;
          return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const pairs = ['active', 'pending', 'woken', 'ready', 'wrong'].flatMap((name) =>
        [[`--kf-${name}`, `--kf-${name}-ground`], [`--kf-${name}`, '--kf-ground'],
          ['--kf-ink', `--kf-${name}-ground`], ['--kf-soft', `--kf-${name}-ground`]]);
      for (const name of ['keyword', 'comment', 'string', 'ink']) pairs.push([`--kf-${name}`, '--kf-code']);
      for (const name of ['keyword', 'string', 'ink']) pairs.push([`--kf-${name}`, '--kf-lit']);
      pairs.push(['--kf-soft', '--kf-panel'], ['--kf-soft', '--kf-ground'], ['--kf-ink', '--kf-panel']);
      return pairs.map(([front, back]) => {
        const [high, low] = [light(front), light(back)].sort((a, b) => b - a);
        return [`${front} on ${back}`, (high + 0.05) / (low + 0.05)];
      }).filter(([, ratio]) => ratio < 4.5);
    });
    assert.deepEqual(low, []);
  });
}

test('several figures on a page each have their data', async (t) => {
  const page = await opened(t, 'index');
  await page.waitForFunction((count) => document.querySelectorAll('[data-ready]').length === count,
    { timeout: 10000 }, listFigures().length);
});
