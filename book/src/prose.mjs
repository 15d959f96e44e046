// SPDX-License-Identifier: MIT
// How long a chapter is: the words that are read from its top to its bottom.
// docs/book-format.md says what counts.
import { only } from './book.mjs';

export const limits = { least: 2500, most: 4500 };

/** What is looked up, answered or opened, and not read in its turn. */
const skipped = new Set(['goals', 'answer', 'quiz', 'exercise', 'summary', 'instructor']);
const aside = 'further-reading';

/** The number of words of a page. */
export function wordsOf(page) {
  let count = 0;
  let reads = true;
  for (const token of only(page.tokens, (name) => skipped.has(name))) {
    if (token.type === 'heading_open') reads = token.attrGet('id') !== aside;
    if (reads) count += words(text(token));
  }
  return count;
}

/** The sentences of a token, with the names in them. */
function text({ type, info, meta, children }) {
  if (type === 'inline')
    return children.map((c) => (/^(text|word|code_inline)$/.test(c.type) ? c.content : /break$/.test(c.type) ? ' ' : '')).join('');
  return type === 'box_open' && ['trap', 'aside', 'challenge'].includes(info) ? meta.args : '';
}

/** Words are told apart by spaces; a lone sign is none. */
const words = (string) => string.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length;
