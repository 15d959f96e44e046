// SPDX-License-Identifier: MIT
// Each step of each solution builds, and passes the cases that the book says: judged
// by the grader, in the plain build.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { grader, root, run } from './environment.mjs';

/** The numbers of "1-3,5". */
export const numbers = (cases) => cases.split(',').filter(Boolean).flatMap((part) => {
  const [from, to = from] = part.split('-').map(Number);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
});

test('what cases="1-3,5" means', () => assert.deepEqual(numbers('1-3, 5'), [1, 2, 3, 5]));

test('each step builds and passes its cases', async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kioto-steps-'));
  try {
    const woven = await run('node', ['book/build.mjs', '--steps', folder]);
    assert.equal(woven.status, 0, woven.out);
    const steps = JSON.parse(fs.readFileSync(path.join(folder, 'steps.json'), 'utf8'));
    assert.ok(steps.length > 0);
    for (const { exercise, step, cases, dir } of steps)
      await t.test(`${exercise}, step ${step}`, () => judge(exercise, path.join(folder, dir), numbers(cases)));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

/** What the grader says of some files; `quick` is the plain build alone. */
async function verdictOn(exercise, files, quick) {
  const report = path.join(files, 'report.json');
  const said = await run(grader, ['check', exercise, '--from', files, ...(quick ? ['--quick'] : []), '-o', report],
    { env: { ...process.env, KIOTO_ROOT: root } });
  assert.ok(fs.existsSync(report), said.out);
  const [{ cases = [], ...rest }] = JSON.parse(fs.readFileSync(report, 'utf8')).verdicts;
  assert.ok(cases.length, `does not build: ${JSON.stringify(rest, null, 1)}`);
  return (number) => cases.filter((c) => c.number === number);
}

async function judge(exercise, files, cases) {
  let found = await verdictOn(exercise, files, true);
  // Some cases need threads, all interleavings, or a clock: another build.
  if (cases.some((number) => !found(number).length)) found = await verdictOn(exercise, files, false);
  for (const number of cases) {
    assert.ok(found(number).length, `there is no case ${number}`);
    for (const one of found(number))
      assert.equal(one.result, 'pass', `case ${number}, ${one.title}: ${one.headline} ${one.expected} ${one.because}`);
  }
}
