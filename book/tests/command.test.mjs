// SPDX-License-Identifier: MIT
// The command line of the weaver: what it writes, what it says, its exit status.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root as here } from './environment.mjs';
import { files, front, inCourse, rest } from './small_course.mjs';

const chapter = 'chapters/ch01-cups/chapter.md';
const weave = (root, ...args) => {
  const { status, stdout, stderr } = spawnSync('node', [path.join(here, 'book/build.mjs'), '--root', root, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
};
const steps = ':::: solution ch01.cup\n::: step adds="kioto::cup::fill, kioto::cup::drink, #state" cases="1-2"\nAll.\n:::\n::::\n';

test('a site is written, and its path is printed', () => inCourse({ [chapter]: front + rest }, (root) => {
  const { status, stdout } = weave(root, '--site');
  assert.equal(status, 0);
  assert.equal(stdout, `${root}/build/book/site/index.html\n`);
  const site = path.join(root, 'build/book/site');
  for (const file of ['index.html', 'ch01-cups.html', 'glossary.html', 'assets/book.css', 'assets/search-index.js'])
    assert.ok(fs.existsSync(path.join(site, file)), file);
}));

test('with a problem nothing is written, and what was there stays', () => inCourse({ [chapter]: front + rest }, (root) => {
  weave(root, '--site');
  fs.appendFileSync(path.join(root, chapter), '\n[[kettle]]\n');
  const { status, stdout, stderr } = weave(root, '--site', '--epub');
  assert.deepEqual([status, stdout], [1, '']);
  assert.match(stderr, /^chapters\/ch01-cups\/chapter\.md:\d+: book\/glossary\.md has no word "kettle"\n1 problem in the book\n$/);
  assert.ok(fs.existsSync(path.join(root, 'build/book/site/index.html')));
  assert.ok(!fs.existsSync(path.join(root, 'build/book/kioto.epub')));
  assert.equal(weave(root, '--site', '--keep-going').status, 1);
}));

test('a reader who has begun an exercise gets the book, and one line', () => inCourse({ [chapter]: front + steps + rest }, (root) => {
  assert.deepEqual(weave(root, '--site', '--reader').stderr, '');
  const mine = path.join(root, 'exercises/ch01-cups/cup/include/kioto/cup.hpp');
  const begun = fs.readFileSync(mine, 'utf8').replace('void fill() { KIOTO_TODO("ch01.cup"); }', '');
  fs.writeFileSync(mine, begun.replace('// Yours: what a cup remembers', 'int mine_ = 0;'));
  assert.match(weave(root, '--site').stderr, /^chapters\/ch01-cups\/chapter\.md:\d+: /);
  fs.rmSync(path.join(root, 'build'), { recursive: true });
  const { status, stderr } = weave(root, '--site', '--reader');
  assert.equal(status, 0);
  assert.match(stderr, /^note: [^\n]*\n$/);
  assert.ok(fs.existsSync(path.join(root, 'build/book/site/ch01-cups.html')));
}));

test('--only tells the problems of one page alone', () => inCourse({
  [chapter]: front + rest, 'book/front/01-hello.md': '# Hello\n\n[[kettle]]\n' }, (root) => {
  assert.equal(weave(root, '--site', '--only', 'ch01').status, 0);
  assert.equal(weave(root, '--site', '--only', 'hello').status, 1);
  assert.match(weave(root, '--only', 'ch07').stderr, /there is no page ch07; there is: hello, ch01, glossary/);
}));

test('an edition has its name behind', () => inCourse({ [chapter]: front + rest }, (root) => {
  const { stdout } = weave(root, '--site', '--epub', '--edition', 'class');
  assert.match(stdout, /site-class\/index\.html\n.*kioto-class\.epub\n/);
  assert.equal(weave(root, '--edition', 'best').status, 3);
  assert.equal(weave(root, '--colour').status, 3);
}));

test('--steps writes the files of each step, and which cases they pass', () => inCourse({ [chapter]: front + steps + rest }, (root) => {
  const to = path.join(root, 'steps');
  assert.equal(weave(root, '--steps', to).status, 0);
  assert.deepEqual(JSON.parse(fs.readFileSync(path.join(to, 'steps.json'), 'utf8')),
    [{ exercise: 'ch01.cup', step: 1, cases: '1-2', dir: 'ch01.cup/1' }]);
  assert.ok(!fs.readFileSync(path.join(to, 'ch01.cup/1/include/kioto/cup.hpp'), 'utf8').includes('KIOTO_TODO'));
}));

const prose = (words) => `${'word '.repeat(words)}\n\n`;

test('--coverage tells what no chapter shows, and fails when it is too much', async () => {
  await inCourse({ [chapter]: front + prose(2500) + steps + rest }, (root) => {
    const { status, stdout } = weave(root, '--coverage');
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^ch01: 2502 words\n {2}\d+ % of what the learner writes is shown\n/);
  });
  await inCourse({ [chapter]: front + prose(2500) + rest }, (root) => {
    const { status, stdout } = weave(root, '--coverage');
    assert.equal(status, 1);
    assert.match(stdout, / {2}0 % of what the learner writes is shown, less than 50 %\n {2}runtime\/include\/kioto\/cup\.hpp: \d+ of \d+ in no chapter: 7, 10/);
  });
});

test('--coverage fails when a chapter hides what it introduces besides', async () => {
  const toml = files['chapters/ch01-cups/chapter.toml'].replace('hpp"]', 'hpp", "include/kioto/saucer.hpp"]');
  const saucer = 'class saucer {\n  int a() { return 1; }\n  int b() { return 2; }\n  int c() { return 3; }\n};\n';
  const told = (show) => inCourse({ [chapter]: front + prose(2500) + show + steps + rest, 'chapters/ch01-cups/chapter.toml': toml,
    'runtime/include/kioto/saucer.hpp': saucer }, (root) => {
    const { status, stdout } = weave(root, '--coverage');
    return [status, stdout.split('\n')[2]];
  });
  assert.deepEqual(await told('<<< saucer::a\n\n'), [1, '  25 % of what it introduces besides is shown, less than 40 %']);
  assert.deepEqual(await told('<<< saucer::a, saucer::b\n\n'), [0, '  50 % of what it introduces besides is shown']);
});

test('--coverage fails when a chapter is too short or too long', async () => {
  for (const [words, said] of [[2400, 'ch01: 2402 words, less than 2500'], [4600, 'ch01: 4602 words, more than 4500']])
    await inCourse({ [chapter]: front + prose(words) + steps + rest }, (root) => {
      const { status, stdout } = weave(root, '--coverage');
      assert.deepEqual([status, stdout.split('\n')[0]], [1, said]);
    });
});
