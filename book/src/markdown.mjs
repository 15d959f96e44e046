// SPDX-License-Identifier: MIT
// The dialect of docs/book-format.md: markdown-it with boxes, listings and words.
import MarkdownIt from 'markdown-it';
import { boxes } from './boxes.mjs';
import { listing } from './listing.mjs';
import { render } from './render.mjs';
import { words } from './words.mjs';

export const md = new MarkdownIt({ html: false, xhtmlOut: true, typographer: true });
md.disable(['replacements', 'code', 'lheading']);
md.use(boxes).use(words).use(render);

md.block.ruler.before('fence', 'listing', (state, start, end, silent) => {
  const line = state.src.slice(state.bMarks[start] + state.tShift[start], state.eMarks[start]);
  if (!line.startsWith('<<<')) return false;
  if (silent) return true;
  state.line = start + 1;
  const token = state.push('listing', 'figure', 0);
  token.map = [start, start + 1];
  const { env } = state;
  token.meta = env.problems.at(env.file, env.line(start), () => listing(env.book, line.slice(3).trim()));
  return true;
}, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });

// Fences are for terminals and for text; code comes from files.
md.core.ruler.push('fences', ({ tokens, env }) => {
  for (const token of tokens) {
    if (token.type !== 'fence') continue;
    const lang = token.info.trim();
    if (/^(c|c\+\+|cpp|cc|cxx|hpp|h)$/i.test(lang))
      env.fail(token.map[0], 'C++ stands in a file that is built: include it with <<<');
    else if (lang !== 'console' && lang !== 'text')
      env.fail(token.map[0], `a fence is \`\`\`console or \`\`\`text, not \`\`\`${lang}`);
  }
});

// A cell of a table's head without text is no heading.
md.core.ruler.push('empty-heads', ({ tokens }) => {
  tokens.forEach((token, i) => {
    if (token.type === 'th_open' && !tokens[i + 1].content) token.tag = tokens[i + 2].tag = 'td';
  });
});

/** Splits front matter from text: { data, body, offset }; all values are one line. */
export function frontMatter(source, fail) {
  const m = /^---\n([\s\S]*?)\n---\n/.exec(source);
  if (!m) return { data: {}, body: source, offset: 0, lines: {} };
  const [data, lines] = [{}, {}];
  m[1].split('\n').forEach((text, i) => {
    const [, key, raw] = /^(\w+):\s*(.*?)(?:\s+#.*)?$/.exec(text) ?? [];
    if (!key) return text.trim() && fail(i + 2, `"${text}" is not "name: value"`);
    const list = /^\[(.*)\]$/.exec(raw);
    data[key] = list ? list[1].split(',').map((v) => v.trim()).filter(Boolean) : raw.replace(/^(["'])(.*)\1$/, '$2');
    lines[key] = i + 2;
  });
  return { data, lines, body: source.slice(m[0].length), offset: m[0].split('\n').length - 1 };
}
