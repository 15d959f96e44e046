// SPDX-License-Identifier: MIT
// The text of the book: spelling, the share of the code that it shows, its length.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readBook } from '../src/book.mjs';
import { format } from '../src/problems.mjs';
import { report } from '../src/report.mjs';
import { root } from './environment.mjs';

const book = await readBook(root, 'instructor');

test('the book has no problem, in any edition', async () => {
  for (const edition of ['student', 'instructor', 'class']) {
    const { problems } = edition === 'instructor' ? book : await readBook(root, edition);
    assert.deepEqual(problems.sorted().map(format), [], edition);
  }
});

/** The prose of a page: [line, text], without code. */
function prose(page) {
  const found = [];
  let line = 0;
  const { text } = { text: book.sources.text(page.file) };
  const offset = /^---\n[\s\S]*?\n---\n/.exec(text)?.[0].split('\n').length - 1 || 0;
  for (const token of page.tokens) {
    line = token.map?.[0] ?? line;
    if (token.type !== 'inline') continue;
    let at = line;
    for (const child of token.children) {
      if (child.type === 'softbreak') at++;
      if (child.type === 'text' || child.type === 'word') found.push([at + offset + 1, child.content]);
    }
  }
  return found;
}

test('words are spelled as hunspell or book/words.txt has them', (t) => {
  if (spawnSync('hunspell', ['--version']).error) return t.skip('hunspell is not installed');
  const own = new Set(fs.readFileSync(path.join(root, 'book/words.txt'), 'utf8')
    .split('\n').map((w) => w.trim()).filter((w) => w && !w.startsWith('#')));
  const known = (word) => own.has(word) || own.has(word.toLowerCase());
  const lines = book.pages.flatMap((page) => prose(page).map(([line, text]) => ({ where: `${page.file}:${line}`, text: text.replace(/[\w.]+\/\S*|\w+\.(md|[hc]pp)\b/g, '') })));
  const words = new Set(lines.flatMap((l) => l.text.replace(/’/g, "'").match(/[\p{L}][\p{L}']*/gu) ?? []));
  const asked = [...words].map((w) => w.replace(/'s?$|^'/g, '')).filter((w) => w.length > 1 && !known(w));
  const { stdout, stderr, status } = spawnSync('hunspell', ['-l', '-d', 'en_US', '-i', 'UTF-8'], { input: asked.join('\n'), encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const wrong = stdout.split('\n').filter((w) => w && !known(w));
  const places = wrong.map((w) => {
    const at = lines.find((l) => new RegExp(`(?<![\\p{L}'])${w}(?![\\p{L}])`, 'u').test(l.text.replace(/’/g, "'")));
    return `${at?.where ?? '?'}: ${w}`;
  });
  assert.deepEqual(places, []);
});

test('a chapter shows enough of its code, and is neither a page nor a book', () => {
  const { text, ok } = report(book);
  assert.ok(ok, text);
});
