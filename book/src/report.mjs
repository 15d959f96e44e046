// SPDX-License-Identifier: MIT
// What `--coverage` tells of each chapter: how long it is, and how much of its code
// it shows. It fails when one of them is not as it should be.
import { coverage, ranges, thresholds } from './coverage.mjs';
import { limits, wordsOf } from './prose.mjs';

/** Returns { text, ok }. */
export function report(book) {
  const rows = coverage(book);
  const lines = [];
  let ok = true;
  const tell = (text, wrong) => {
    lines.push(wrong ? `${text}, ${wrong}` : text);
    if (wrong) ok = false;
  };
  const tellShare = (share, least, of) =>
    share === undefined || tell(`  ${percent(share)} of what ${of} is shown`, share < least && `less than ${percent(least)}`);
  for (const { chapter, files, written, given } of rows) {
    const words = wordsOf(book.pages.find((p) => p.chapter === chapter));
    tell(`${chapter.id}: ${words} words`, outside(words));
    tellShare(written, thresholds.written, 'the learner writes');
    tellShare(given, thresholds.given, 'it introduces besides');
    for (const { file, hidden, lines: all } of files)
      if (hidden.length) tell(`  ${file}: ${hidden.length} of ${all} in no chapter: ${ranges(hidden)}`);
  }
  const later = book.symbols.files.filter((f) => f.startsWith('runtime/') && !rows.some((r) => r.files.some((x) => x.file === f)));
  tell(`${later.length} files of the runtime belong to no chapter of the book yet`);
  return { text: `${lines.join('\n')}\n`, ok };
}

const percent = (share) => `${Math.floor(share * 100)} %`;

const outside = (words) =>
  words < limits.least ? `less than ${limits.least}` : words > limits.most && `more than ${limits.most}`;
