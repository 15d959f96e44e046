// SPDX-License-Identifier: MIT
// Which lines of the runtime and of the answers no chapter shows.
import { Sources } from './sources.mjs';

/** What share of its lines a chapter must show: of what its learner writes, and of
 *  what it introduces besides. Of that, much is what every header has: constructors,
 *  conversions, the function that makes the object. */
export const thresholds = { written: 0.5, given: 0.4 };

/** Counts lines of code: no blank lines, comments, includes, markers. */
const counts = (text) => text.trim() && !/^\s*(\/\/|#include|#pragma|namespace|}  \/\/ namespace|};?$|public:|private:)/.test(text);

/** Per chapter: { chapter, files: [{ file, lines, hidden: [numbers] }], written, given }.
 *  Steps show what they add. */
export function coverage(book) {
  const shown = new Map([...book.sources.shown].map(([file, set]) => [file, new Set(set)]));
  for (const { solution, exercise } of book.solutions) {
    if (!solution?.steps.length) continue;
    for (const file of exercise.files) showPlaces(book, solution, exercise, file, shown);
  }
  const chapters = book.course.chapters.filter((c) => book.pages.some((p) => p.chapter === c));
  return chapters.map((chapter) => {
    const answers = chapter.exercises.flatMap((e) => e.files.map((f) => book.course.answer(e, f)));
    const files = [...new Set([...chapter.introduces, ...answers])].map((file) => {
      const numbered = book.sources.lines(file).map((text, i) => ({ text, n: i + 1 }));
      const code = numbered.filter((l) => counts(l.text));
      const hidden = code.filter((l) => !shown.get(file)?.has(l.n)).map((l) => l.n);
      return { file, lines: code.length, hidden };
    });
    const isWritten = (f) => answers.includes(f.file);
    return { chapter, files, written: share(files.filter(isWritten)), given: share(files.filter((f) => !isWritten(f))) };
  });
}

/** How much of some files is shown; undefined if there is nothing to show. */
function share(files) {
  const lines = files.reduce((sum, f) => sum + f.lines, 0);
  const hidden = files.reduce((sum, f) => sum + f.hidden.length, 0);
  return lines ? 1 - hidden / lines : undefined;
}

/** The lines of the answer that the steps have added: bodies and regions. */
function showPlaces(book, solution, exercise, file, shown) {
  const answer = book.course.answer(exercise, file);
  const text = book.sources.text(answer);
  if (!shown.has(answer)) shown.set(answer, new Set());
  const regions = Sources.regions(text);
  for (const place of solution.added(file)) {
    const { from, to } = place.region
      ? { from: regions.get(place.region).open + 1, to: regions.get(place.region).close - 1 }
      : place;
    for (let n = from; n <= to; n++) shown.get(answer).add(n);
  }
}

/** "3-7, 9" of some numbers in order. */
export function ranges(numbers) {
  const found = [];
  for (const n of numbers) {
    if (found.length && found.at(-1)[1] === n - 1) found.at(-1)[1] = n;
    else found.push([n, n]);
  }
  return found.map(([a, b]) => (a === b ? `${a}` : `${a}-${b}`)).join(', ');
}
