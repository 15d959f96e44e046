// SPDX-License-Identifier: MIT
//
// The figures without a browser: each scenario writes, in wasm and on this
// machine, the same bytes, whatever is chosen; and each step is at a line that
// exists.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import {
  buildFigures, builtFigure, checkPlaces, figureHtml, figureTable, listFigures, nativeTrace, root, wasmTrace,
} from '../figures/index.mjs';

/** All that a reader can choose: every value of every choice, and every row of
 * actions up to a length; the rows that the figure itself begins with as well. */
function everyChoice({ choices = [], actions = [], runs, tests = {} }) {
  let chosen = [{ words: '', keys: actions.map((one) => one.key), first: '' }];
  for (const { name, options, ...choice } of choices) {
    const values = choice.switch ? [{ value: 'off' }, { value: 'on' }] : options;
    chosen = chosen.flatMap(({ words, keys, first }) => values.map((one) => ({
      first: one.do ?? first,
      words: `${words}${name}=${one.value} `,
      keys: keys.filter((key) => (one.actions ?? key).includes(key)),
    })));
  }
  const all = new Set(runs.map((one) => one.with));
  for (const { words, keys, first } of chosen) {
    all.add(`${words}do=${first}`);
    let rows = [''];
    for (let length = 0; length <= (keys.length > 0 ? tests.actions : 0); ++length) {
      rows.forEach((row) => all.add(`${words}do=${row}`));
      rows = rows.flatMap((row) => keys.map((key) => row + key));
    }
  }
  return [...all];
}

before(() => buildFigures({}));

for (const it of listFigures()) {
  describe(it.name, () => {
    test('wasm records what the native program records, byte for byte', async () => {
      const { wasm, native, sources } = builtFigure(it.name);
      const bytes = fs.readFileSync(wasm);
      const lines = new Set();
      for (const args of everyChoice(it.about)) {
        const [here, there] = [await nativeTrace(native, args), await wasmTrace(bytes, args)];
        assert.ok(here.endsWith('\n'), `nothing recorded with ${args}`);
        assert.equal(there, here, `with ${args}`);
        const trace = here.trimEnd().split('\n').map((one) => JSON.parse(one));
        checkPlaces(it, sources, trace);
        trace.forEach((one) => lines.add(one.at));
      }
      assert.ok(lines.size > 3, 'a figure that lights fewer lines shows nothing');
    });

    test('what its .json says is what there is', async () => {
      const { runs, sources } = builtFigure(it.name);
      const { layout, lanes, choices = [], actions = [] } = it.about;
      const areas = [layout.wide, layout.narrow].map((rows) => rows.join(' ').split(/ +/));
      const known = new Set(actions.map((one) => one.key));
      for (const { trace, with: args } of runs) {
        for (const { boxes, arrows, can, who, what } of trace) {
          for (const box of boxes) {
            assert.ok(areas.every((form) => form.includes(box.id)), `no place for the box ${box.id}`);
          }
          for (const [, from, to] of arrows) {
            for (const end of [from, to]) {
              assert.ok(boxes.some((box) => box.id === end.split('.')[0]), `an arrow to ${end}, with ${args}`);
            }
          }
          for (const letter of can) assert.ok(known.has(letter), `no action ${letter}`);
          assert.match(what, /[.!?]$/, 'a step is a sentence');
          assert.ok(lanes?.includes(who) ?? true, `no lane for ${who}`);
        }
      }
      for (const choice of choices) {
        const values = choice.switch ? ['off', 'on'] : choice.options.map((one) => one.value);
        const first = new RegExp(`(^| )${choice.name}=(${values.join('|')})( |$)`);
        assert.match(runs[0].with, first, `the first run must choose ${choice.name}`);
      }
      assert.ok(Object.keys(sources).length > 0);
    });

    test('its table and its place in a page say every step', () => {
      const tables = figureTable(it.name);
      const html = figureHtml(it.name);
      assert.equal(html, figureHtml(it.name), 'the same each time');
      for (const { rows } of tables) {
        rows.forEach((row, index) => {
          assert.equal(row.step, index);
          assert.match(row.where, /^[\w.-]+:\d+$/);
        });
        assert.ok(rows.some((row) => row.state.length > 0));
      }
      assert.doesNotMatch(html, /<script|https?:|type="module"/);
      assert.doesNotMatch(figureHtml(it.name, { still: true }), /kf-live|<details|tabindex/);
    });
  });
}

test('the wake is lost where, and only where, it should be', async () => {
  const { native } = builtFigure('lost-wake');
  const lost = [];
  for (const program of ['bare', 'hasty', 'right']) {
    for (const turn of ['before', 'inside', 'between', 'asleep']) {
      const text = await nativeTrace(native, `program=${program} turn=${turn}`);
      const ends = ['sleeps for ever', 'has the result'].filter((one) => text.includes(one));
      assert.equal(ends.length, 1, `${program}, ${turn}: it has one end`);
      if (ends[0] === 'sleeps for ever') lost.push(`${program} ${turn}`);
    }
  }
  assert.deepEqual(lost, ['bare between', 'hasty inside']);
});

test('a coroutine that ends hands the root of this poll to one that has an old one', async () => {
  const { native } = builtFigure('coroutine-frame');
  const text = await nativeTrace(native, 'do=pnpnp');
  const trace = text.trimEnd().split('\n').map((one) => JSON.parse(one));
  const roots = (step) => Object.fromEntries(step.boxes.map((box) =>
    [box.id, Object.fromEntries(box.rows).root]));
  const at = trace.findIndex((step) => step.at.endsWith('caller.root = root;'));
  const [before, after] = [roots(trace[at - 1]), roots(trace[at])];
  assert.deepEqual([before.twice, before.average, before.sum], ['this poll', 'old', 'this poll']);
  assert.deepEqual([after.twice, after.average, after.sum], ['this poll', 'this poll', 'done']);
  const end = trace.findIndex((step) => step.at.includes('callee.awaited_by() == nullptr'));
  assert.deepEqual([roots(trace[end - 1]).twice, roots(trace[end]).twice], ['this poll', 'done']);
});

test('a step at a line that is not there stops the build', () => {
  const [it] = listFigures();
  const { sources } = builtFigure(it.name);
  assert.throws(() => checkPlaces(it, sources, [{ at: `${Object.keys(sources)[0]}: no such text` }]),
    /a step is at ".*no such text": 0 lines are like that/);
  assert.throws(() => checkPlaces(it, sources, [{ at: 'kioto/none.hpp: x' }]), /not among the sources/);
});

test('of a file that is hidden neither script nor page has a line', async () => {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'kioto-figures-'));
  const written = async (hides) => {
    await buildFigures({ out, hides });
    return listFigures().map(({ name }) => fs.readFileSync(path.join(out, `figure-${name}.js`), 'utf8') + figureHtml(name)).join('');
  };
  try {
    const all = await written(() => false);
    const named = [...new Set(listFigures().flatMap(({ name }) => Object.values(builtFigure(name).sources).map((one) => one.file)))];
    const answer = named.find((file) => file.startsWith('runtime/'));
    const [longest] = fs.readFileSync(path.join(root, answer), 'utf8').split('\n')
      .filter((one) => all.includes(JSON.stringify(one.trimEnd()))).sort((a, b) => b.length - a.length);
    assert.ok(longest.trim().length > 20, `${answer}: ${longest}`);
    const without = await written((file) => file === answer);
    assert.ok(!without.includes(JSON.stringify(longest.trimEnd())), longest);
  } finally {
    fs.rmSync(out, { recursive: true });
    await buildFigures({});
  }
});
