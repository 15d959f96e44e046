// SPDX-License-Identifier: MIT
// The formats without a browser around them: one page, PDF, EPUB.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { unzipSync, strFromU8 } from 'fflate';
import { pageNumbers } from '../src/pdf.mjs';
import { woven } from './environment.mjs';

const file = (name) => path.join(woven, name);

test('the EPUB has no error and no warning', (t) => {
  const jar = ['/usr/share/java/epubcheck.jar', process.env.EPUBCHECK ?? ''].find((f) => fs.existsSync(f));
  if (!jar) return t.skip('epubcheck is not installed');
  const { status, stdout, stderr } = spawnSync('java', ['-jar', jar, '--failonwarnings', file('kioto.epub')], { encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /0 fatals \/ 0 errors \/ 0 warnings/);
});

test('the EPUB begins with its type, uncompressed, and has solutions behind', () => {
  const bytes = fs.readFileSync(file('kioto.epub'));
  assert.equal(bytes.subarray(30, 58).toString(), 'mimetypeapplication/epub+zip');
  const files = unzipSync(bytes);
  assert.match(strFromU8(files['book/solutions.xhtml']), /Step 1 of/);
  assert.match(strFromU8(files['book/answers.xhtml']), /Not right\./);
});

/** The text of a PDF's objects, those in compressed streams as well. */
function objects(bytes) {
  const text = bytes.toString('latin1');
  const streams = [...text.matchAll(/\/Type\s*\/ObjStm[\s\S]*?stream\r?\n/g)].map((m) => {
    try {
      return inflateSync(bytes.subarray(m.index + m[0].length)).toString('latin1');
    } catch {
      return '';
    }
  });
  return text + streams.join('\n');
}

test('the PDF has tags, a language and an outline of its chapters', () => {
  const text = objects(fs.readFileSync(file('kioto.pdf')));
  assert.match(text, /\/MarkInfo\s*<<\s*\/Type\s*\/MarkInfo\s*\/Marked true|\/Marked true/);
  assert.match(text, /\/StructTreeRoot/);
  assert.match(text, /\/Lang\s*\(en/);
  assert.match(text, /\/Outlines/);
  const titles = [...text.matchAll(/\/Title\s*\(([^)]*)\)/g)].map((m) => m[1]);
  assert.deepEqual(titles.filter((x) => /^(.+)\1$/.test(x)), [], 'headings that are painted twice');
  for (const title of ['Warm-up', 'Solutions', 'Glossary'])
    assert.ok(titles.includes(title), `${title} is not in: ${titles.slice(0, 20).join(', ')}`);
});

test('the contents of the PDF know their pages', () => {
  const numbers = pageNumbers(fs.readFileSync(file('kioto.pdf')));
  const names = [...fs.readFileSync(file('kioto.html'), 'utf8').matchAll(/<a href="#([\w-]+)">[^<]*<span class="at">/g)].map((m) => m[1]);
  assert.ok(names.length > 20, `${names.length} lines`);
  const pages = names.map((name) => numbers.get(name));
  assert.ok(pages.every((page, i) => page > 1 && page >= (pages[i - 1] ?? 0)), `${pages}`);
});

test('the one page is one file, and its links lead to something', () => {
  const html = fs.readFileSync(file('kioto.html'), 'utf8');
  assert.ok(!/<link rel="stylesheet"|<script[^>]* src=|<img/.test(html));
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((m) => m[1]);
  assert.deepEqual(ids.filter((id, i) => ids.indexOf(id) !== i), []);
  const there = new Set(ids);
  for (const [, href] of html.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
    if (!/^https?:/.test(href)) assert.ok(href[0] === '#' && there.has(href.slice(1)), href);
  }
});
