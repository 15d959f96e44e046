// SPDX-License-Identifier: MIT
// Every example is built and run, and does and prints what the book says.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { build, filesBelow, grader, root, run } from './environment.mjs';

const folders = [...fs.readdirSync(path.join(root, 'chapters')).map((c) => `chapters/${c}/examples`), 'book/appendix/examples'];
const only = process.env.KIOTO_EXAMPLE ?? '';
const examples = folders
  .filter((folder) => fs.existsSync(path.join(root, folder)))
  .flatMap((folder) => filesBelow(path.join(root, folder)).filter((f) => f.endsWith('.cpp')).map((f) => `${folder}/${f}`))
  .filter((file) => file.includes(only));

/** `...` stands for any lines, `..` in a line for any text. */
export function agrees(wanted, got) {
  const quote = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const lines = wanted.replace(/\n$/, '').split('\n');
  const patterns = lines.map((line) => line.trim() === '...'
    ? '(?:.*\\n)*?'
    : `${line.trimEnd().split('..').map(quote).join('.*')}[ ]*\\n`);
  return new RegExp(`^${patterns.join('')}$`).test(`${got.replace(/\n*$/, '')}\n`);
}

/** The first lines of an example: { example, build }. */
function directives(file) {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  const of = (name) => new RegExp(`^// ${name}: (.*)$`, 'm').exec(text.split('\n').slice(0, 6).join('\n'))?.[1].trim();
  return { example: of('example'), build: of('build') ?? 'plain' };
}

const sanitizers = {
  plain: { flags: [], preset: '' },
  asan: { flags: ['-fsanitize=address,undefined', '-fno-sanitize-recover=undefined'], preset: 'asan' },
  tsan: { flags: ['-fsanitize=thread'], preset: 'tsan' },
};

/** The runtime that was built in the same way, or else the plain one. */
function archive(preset) {
  const named = ['libkioto.a', 'libkiotod.a'];
  const builds = [...(preset ? [path.join(path.dirname(build), preset)] : []), build];
  return builds.flatMap((b) => named.map((n) => path.join(b, 'runtime', n))).find((f) => fs.existsSync(f));
}

async function buildAndRun(file, kind, folder) {
  if (kind === 'model') {
    const result = await run(grader, ['explore', file], { env: { ...process.env, KIOTO_ROOT: root } });
    return { ...result, out: result.out.replace(/^another grader is at work.*\n/, '') };
  }
  const { flags, preset } = sanitizers[kind];
  const program = path.join(folder, file.replace(/\W/g, '_'));
  const common = ['-std=c++23', '-Wall', '-Wextra', '-g', '-O1', '-Iruntime/include', ...flags];
  const compiled = await run('ccache', ['clang++-19', ...common, '-c', file, '-o', `${program}.o`]);
  if (compiled.status !== 0) return { ...compiled, refused: true };
  const linked = await run('clang++-19', ['-fuse-ld=lld', ...flags, `${program}.o`, archive(preset), '-pthread', '-o', program]);
  if (linked.status !== 0) return { ...linked, refused: true };
  return run(program, []);
}

/** "exit 0", "signal SIGABRT" or "does not compile": what became of it. */
const became = ({ refused, status, signal }) => {
  if (refused) return 'does not compile';
  const named = signal ?? Object.keys(os.constants.signals).find((s) => os.constants.signals[s] + 128 === status);
  return { exit: `exit ${status}`, signal: named ? `signal ${named}` : '' };
};

test('what a line of .out means', () => {
  assert.ok(agrees('a\n...\nb .. d\n', 'a\nx\ny\nb c d\n'));
  assert.ok(agrees('a\n...\n', 'a\n'));
  assert.ok(!agrees('a\n', 'a\nb\n'));
  assert.ok(!agrees('a.c\n', 'abc\n'));
});

test('examples do and print what the book says', { concurrency: 2 }, async (t) => {
  assert.ok(archive(''), `no libkioto.a in ${build}/runtime: ./kioto test builds it`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kioto-examples-'));
  try {
    await Promise.all(examples.map((file) => t.test(file, async () => {
      const { example, build: kind } = directives(file);
      assert.ok(example, 'its first lines have no "// example: ..."');
      assert.ok(kind === 'model' || sanitizers[kind], `there is no build ${kind}`);
      const result = await buildAndRun(file, kind, folder);
      const end = became(result);
      assert.ok(example === end || example === end.exit || example === end.signal,
        `${example} was said, ${end.signal || end.exit || end} is true:\n${result.out}`);
      const out = path.join(root, file.replace(/\.cpp$/, '.out'));
      const wanted = fs.existsSync(out) ? fs.readFileSync(out, 'utf8') : '...';
      assert.ok(agrees(wanted, result.out), `printed:\n${result.out}\nwanted:\n${wanted}`);
    })));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
