// SPDX-License-Identifier: MIT
// Listings and differences as HTML.
import path from 'node:path';
import { structuredPatch } from 'diff';
import { highlight } from './highlight.mjs';
import { breakable, escape } from './text.mjs';

const scroll = (name) => `tabindex="0" role="group" aria-label="${escape(name)}"`;
const row = (html, { n = '', cls = '', sign = '' }) =>
  `<span class="line${cls}">${n === null ? '' : `<span class="n" aria-hidden="true">${n}</span>`}${sign}${html}\n</span>`;

/** "lines 4–9, 20–22". */
function spans(lines) {
  const found = [];
  for (const { n, gap } of lines) {
    if (gap || !found.length) found.push([]);
    if (!gap) found.at(-1).push(n);
  }
  const texts = found.map((l) => (l.length > 1 ? `${l[0]}–${l.at(-1)}` : `${l[0]}`));
  return `${found.flat().length > 1 ? 'lines' : 'line'} ${texts.join(', ')}`;
}

/** Fenced text and terminals. */
export function plainBlock(text, lang, mode) {
  const lines = highlight(text.replace(/\n$/, ''), lang);
  const name = lang === 'console' ? 'Terminal' : 'Text';
  const attributes = mode === 'web' ? scroll(name) : '';
  return `<pre class="code ${lang}" ${attributes}><code>${lines.join('\n')}</code></pre>\n`;
}

/** A listing with its caption: which file, which lines. `title` is HTML; the path is
 *  said beside it, in short. What a program prints has no numbers: a trace has its own. */
export function listingBlock(part, mode, title) {
  const { file } = part;
  const code = part.lines.map((l) => l.text).join('\n');
  const html = highlight(code, part.lang);
  const output = part.lang === 'text';
  const rows = part.lines.map((line, i) =>
    line.gap
      ? row('<span class="gap">⋯</span>', { cls: ' cut' })
      : row(html[i], { n: output ? null : line.n, cls: part.marked.has(i + 1) ? ' mark' : '' }));
  const where = spans(part.lines);
  return figure(caption(file, where, part.whole, title), `<pre class="code ${output ? 'output' : 'numbered'}" ${mode === 'web' ? scroll(`${file}, ${where}`) : ''}><code>${rows.join('')}</code></pre>`);
}

function caption(file, where, whole, title) {
  if (!title) return `<span class="file">${breakable(file)}</span> <span class="where">${where}</span>`;
  const short = path.basename(file) + (whole ? '' : `, ${where}`);
  return `<span class="file">${title}</span> <span class="where" title="${escape(file)}">${escape(short)}</span>`;
}

const figure = (head, body) => `<figure class="listing"><figcaption>${head}</figcaption>${body}</figure>\n`;

/** The difference between two texts of a file, with signs and numbers. */
export function diffBlock({ file, before, after }, mode) {
  const { hunks } = structuredPatch(file, file, before, after, '', '', { context: 3 });
  const rows = hunks.flatMap((hunk, k) => {
    const lines = hunk.lines.filter((l) => !l.startsWith('\\'));
    const html = highlight(lines.map((l) => l.slice(1)).join('\n'), 'cpp');
    let [old, now] = [hunk.oldStart, hunk.newStart];
    const drawn = lines.map((line, i) => {
      const sign = line[0];
      const n = sign === '-' ? old : now;
      if (sign !== '+') old++;
      if (sign !== '-') now++;
      const cls = sign === '+' ? ' add' : sign === '-' ? ' del' : '';
      return row(html[i], { n, cls, sign: `<span class="sign">${sign === '-' ? '−' : sign} </span>` });
    });
    return k ? [row('<span class="gap">⋯</span>', { cls: ' cut' }), ...drawn] : drawn;
  });
  const first = hunks[0] ? `from line ${hunks[0].newStart}` : 'as before';
  return figure(caption(file, first), `<pre class="code numbered diff" ${mode === 'web' ? scroll(`Changes of ${file}, ${first}`) : ''}><code>${rows.join('')}</code></pre>`);
}
