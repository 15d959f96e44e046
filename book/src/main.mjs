// SPDX-License-Identifier: MIT
// From what was asked for to files: reads the book, says what is wrong, writes.
import fs from 'node:fs';
import path from 'node:path';
import { editions, readBook } from './book.mjs';
import { format } from './problems.mjs';
import { epub } from './epub.mjs';
import { report } from './report.mjs';
import { singlePage } from './single.mjs';
import { writeSite } from './site.mjs';

const say = (text) => process.stdout.write(`${text}\n`);

/** Returns the exit status: 0, 1 for problems of the book, 3 for wrong arguments. */
export async function main(asked) {
  if (!editions.includes(asked.edition)) {
    process.stderr.write(`there is no edition ${asked.edition}; there is: ${editions.join(', ')}\n`);
    return 3;
  }
  const all = !['site', 'one', 'pdf', 'epub', 'steps', 'coverage'].some((k) => asked[k]);
  const wants = (what) => all || asked[what];
  const out = path.resolve(asked.out ?? path.join(asked.root, 'build/book'));
  const book = await readBook(asked.root, asked.edition);
  const pages = asked.only ? book.pages.filter((p) => p.id === asked.only || p.name === asked.only) : book.pages;
  if (asked.only && !pages.length) {
    process.stderr.write(`there is no page ${asked.only}; there is: ${book.pages.map((p) => p.id).join(', ')}\n`);
    return 3;
  }
  // Nothing is written, and nothing of before removed, while something is wrong.
  const tell = asked.reader ? tellReader : tellAuthor;
  const goesOn = asked['keep-going'] || asked.reader;
  let wrong = tell(book, asked.only && pages);
  if (wrong && !goesOn) return 1;
  const student = asked.edition === 'student';
  const site = path.join(out, student ? 'site' : `site-${asked.edition}`);
  if (wants('site')) fs.rmSync(site, { recursive: true, force: true });
  if (pages.some((p) => p.figures.size) && ['site', 'one', 'pdf', 'epub'].some(wants)) {
    book.problems.list = [];
    await book.figures.build(wants('site') && path.join(site, 'assets'), book.hides);
    if (tell(book)) wrong = true;
    if (wrong && !goesOn) return 1;
  }
  if (asked.steps) writeSteps(book, path.resolve(asked.steps));
  if (asked.coverage) {
    const { text, ok } = report(book);
    say(text.trimEnd());
    if (!ok) return 1;
  }
  fs.mkdirSync(out, { recursive: true });
  if (wants('site')) {
    fs.mkdirSync(path.join(site, 'assets'), { recursive: true });
    writeSite(book, site, pages);
    say(path.join(site, pages.length === 1 ? `${pages[0].name}.html` : 'index.html'));
  }
  const stem = path.join(out, student ? 'kioto' : `kioto-${asked.edition}`);
  if (wants('one') || wants('pdf')) {
    fs.writeFileSync(`${stem}.html`, singlePage(book));
    say(`${stem}.html`);
  }
  if (wants('pdf')) {
    const { writePdf } = await import('./pdf.mjs');
    await writePdf(`${stem}.html`, `${stem}.pdf`);
    say(`${stem}.pdf`);
  }
  if (wants('epub')) {
    fs.writeFileSync(`${stem}.epub`, epub(book));
    say(`${stem}.epub`);
  }
  return wrong && !asked.reader ? 1 : 0;
}

const problemsOf = (book, pages) => {
  const files = pages && new Set(pages.map((p) => p.file));
  return book.problems.sorted().filter((p) => !files || files.has(p.file));
};

/** What somebody is told who only reads, and has written half of an exercise. */
function tellReader(book, pages) {
  if (!problemsOf(book, pages).length) return false;
  process.stderr.write('note: the book has no steps to the solution of exercises that you have begun\n');
  return true;
}

/** Prints the problems, of some pages or of all; says whether there are any. */
function tellAuthor(book, pages) {
  const problems = problemsOf(book, pages);
  for (const problem of problems) process.stderr.write(`${format(problem)}\n`);
  if (!problems.length) return false;
  process.stderr.write(`${problems.length} problem${problems.length > 1 ? 's' : ''} in the book\n`);
  return true;
}

/** DIR/chNN.NAME/K/FILE, and DIR/steps.json: which cases each must pass. */
function writeSteps(book, dir) {
  const list = [];
  for (const { exercise, solution } of book.solutions) {
    for (const step of solution?.steps ?? []) {
      const to = path.join(exercise.id, String(step.number));
      for (const [file, text] of step.files) {
        fs.mkdirSync(path.dirname(path.join(dir, to, file)), { recursive: true });
        fs.writeFileSync(path.join(dir, to, file), text);
      }
      list.push({ exercise: exercise.id, step: step.number, cases: step.cases, dir: to });
    }
  }
  fs.writeFileSync(path.join(dir, 'steps.json'), `${JSON.stringify(list, null, 1)}\n`);
}
