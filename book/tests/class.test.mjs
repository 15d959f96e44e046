// SPDX-License-Identifier: MIT
// The edition for a class gives no answer away: not in pages, not in figures, not by
// a link, not in a file beside them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { readBook } from '../src/book.mjs';
import { filesBelow, root } from './environment.mjs';
import { files, front, inCourse, rest } from './small_course.mjs';

const chapter = `${front}
See [the cup](@/runtime/include/kioto/cup.hpp), [its story](@/solutions/ch01-cups/README.md)
and [the saucer](@/runtime/include/kioto/saucer.hpp).

::: figure pouring
Pour.
:::
:::: challenge Count
How many?
::: answer
Five hundred: a secret of the challenge.
:::
::::
:::: solution ch01.cup
::: step adds="kioto::cup::fill, kioto::cup::drink, #state"
A secret of the step.
:::
::::
${rest}`;

// A figure that writes what it shows, as the real ones do.
const figures = `import fs from 'node:fs';
const shown = ['runtime/include/kioto/cup.hpp', 'runtime/include/kioto/saucer.hpp'];
const text = (file) => fs.readFileSync(new URL('../../' + file, import.meta.url), 'utf8');
let made = '';
export class FigureError extends Error {}
export const listFigures = () => [{ name: 'pouring' }];
export const figureScripts = () => ['figure-pouring.js'];
export const figureHtml = () => '<p>' + made + '</p>';
export async function buildFigures({ out, hides }) {
  made = shown.filter((file) => !hides(file)).map(text).join('');
  if (out) fs.mkdirSync(out, { recursive: true });
  if (out) fs.writeFileSync(out + '/figure-pouring.js', made);
}
`;

const course = {
  'chapters/ch01-cups/chapter.md': chapter.replace('needs: []', 'needs: []\nfigures: [pouring]'),
  'book/figures/index.mjs': figures,
  'runtime/include/kioto/saucer.hpp': '// A saucer may be seen.\nclass saucer {};\n',
  'solutions/ch01-cups/README.md': 'A secret of the story.\n',
};

// What only an answer has: a line of it, and the words of the book about it.
const secrets = ['int now = ml_;', 'secret of the challenge', 'secret of the step', 'secret of the story'];

/** Everything that an edition writes: name -> text, without markup. */
async function woven(edition) {
  return inCourse(course, (folder) => {
    const { status, stderr } = spawnSync('node', [path.join(root, 'book/build.mjs'), '--root', folder,
      '--site', '--one', '--epub', '--edition', edition], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const out = path.join(folder, 'build/book');
    const all = new Map();
    const keep = (name, bytes) => all.set(name, bytes.toString().replace(/<[^>]+>/g, '').replace(/\s+/g, ' '));
    for (const name of filesBelow(out)) {
      const bytes = fs.readFileSync(path.join(out, name));
      if (!name.endsWith('.epub')) keep(name, bytes);
      else for (const [part, inside] of Object.entries(unzipSync(bytes))) keep(`${name}/${part}`, strFromU8(inside));
    }
    const page = fs.readFileSync(path.join(out, edition === 'student' ? 'site' : `site-${edition}`, 'ch01-cups.html'), 'utf8');
    return { all, links: [...page.matchAll(/href="(course\/[^"]+)"/g)].map((m) => m[1]) };
  });
}

const having = (all, what) => [...all].filter(([, text]) => text.includes(what)).map(([name]) => name);

describe('the edition for a class', () => {
  let [student, school] = [];
  before(async () => {
    [student, school] = [await woven('student'), await woven('class')];
  });

  test('has no secret in any file: pages, index of the search, figures, one page, EPUB', () => {
    for (const secret of secrets) assert.deepEqual(having(school.all, secret), [], secret);
  });

  test('of what is no secret it has all', () => {
    for (const name of ['site-class/ch01-cups.html', 'site-class/assets/figure-pouring.js', 'kioto-class.html'])
      assert.ok(having(school.all, name.includes('figure') ? 'A saucer may be seen' : 'How many?').includes(name), name);
  });

  test('links to no file that is an answer, and writes none', () => {
    assert.deepEqual(school.links, ['course/runtime/include/kioto/saucer.hpp.html']);
    assert.deepEqual([...school.all.keys()].filter((n) => n.includes('/course/')),
      ['site-class/course/runtime/include/kioto/saucer.hpp.html']);
  });

  test('the edition for a learner has each of them, so they are looked for in the right way', () => {
    for (const secret of secrets) assert.notDeepEqual(having(student.all, secret), [], secret);
    for (const name of ['site/course/runtime/include/kioto/cup.hpp.html', 'site/assets/figure-pouring.js'])
      assert.ok(having(student.all, secrets[0]).includes(name), name);
    assert.equal(student.links.length, 3);
  });
});

/** The lines of listings that stand in no stub, as "page: file:line". */
function givenAway(book) {
  const found = [];
  for (const page of book.pages)
    for (const { type, meta } of page.tokens.filter((t) => t.type === 'listing' && t.meta && book.course.isAnswer(t.meta.file))) {
      const exercises = [...book.course.exercises.values()];
      const stubs = exercises.flatMap((e) => e.files.filter((f) => book.course.answer(e, f) === meta.file)
        .map((f) => book.sources.text(book.course.stub(e, f))));
      const known = new Set(stubs.flatMap((text) => text.split('\n').map((l) => l.trim())));
      for (const { text, n, gap } of meta.lines)
        if (!gap && text.trim() && !known.has(text.trim())) found.push(`${page.file}: ${meta.file}:${n}`);
    }
  return found;
}

test('no listing of the course shows a class a line that its stub has not', async () => {
  assert.deepEqual(givenAway(await readBook(root, 'class')), []);
});
