// SPDX-License-Identifier: MIT
// Inside of a line: [[words]] of the glossary and links; and headings with anchors.
import { slug } from './text.mjs';

export const wordKey = (text) => text.trim().toLowerCase().replace(/\s+/g, ' ');

export function words(md) {
  md.inline.ruler.before('link', 'word', (state, silent) => {
    const m = /^\[\[([^\]|]+)(?:\|([^\]]+))?\]\]/.exec(state.src.slice(state.pos));
    if (!m) return false;
    if (!silent) {
      const token = state.push('word', 'a', 0);
      token.content = m[2] ?? m[1];
      token.meta = { word: wordKey(m[1]) };
    }
    state.pos += m[0].length;
    return true;
  });
  md.core.ruler.push('anchors', headings);
  md.core.ruler.push('targets', targets);
}

/** Gives headings their anchors, and takes `{#name}` away. */
function headings({ tokens, env }) {
  tokens.forEach((token, i) => {
    if (token.type !== 'heading_open') return;
    const inline = tokens[i + 1];
    const last = inline.children.at(-1);
    const named = last?.type === 'text' && /\s*\{#([\w-]+)\}$/.exec(last.content);
    if (named) last.content = last.content.slice(0, named.index);
    const text = inline.children.map((c) => (c.type === 'word' || c.type === 'text' || c.type === 'code_inline' ? c.content : c.type === 'softbreak' ? ' ' : '')).join('');
    const level = Number(token.tag[1]);
    const line = token.map[0];
    if (level > 3) env.fail(line, 'headings are #, ## and ###');
    if (level === 1 && env.page.headings.some((h) => h.level === 1))
      env.fail(line, 'there is one # only: the title');
    const id = named?.[1] ?? slug(text);
    if (env.page.headings.some((h) => h.id === id))
      env.fail(line, `two headings have the anchor #${id}: name one with {#other}`);
    token.attrSet('id', id);
    env.page.headings.push({ level, id, text, line: env.line(line) });
  });
}

/** Notes where links and words lead; they are followed when all pages are read. */
function targets({ tokens, env }) {
  let last = 0; // a cell of a table has no line of its own
  for (const token of tokens) {
    last = token.map?.[0] ?? last;
    if (token.type !== 'inline') continue;
    let line = last;
    for (const child of token.children) {
      if (child.type === 'softbreak' || child.type === 'hardbreak') line++;
      if (child.type === 'word') env.page.words.push({ word: child.meta.word, line: env.line(line) });
      if (child.type === 'link_open') {
        child.meta = { href: child.attrGet('href') };
        env.page.links.push({ token: child, href: child.meta.href, line: env.line(line) });
      }
      if (child.type === 'image') env.fail(line, 'there are no images: draw a ::: sequence, or make a figure');
    }
  }
}
