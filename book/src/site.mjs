// SPDX-License-Identifier: MIT
// The site: one HTML file a page, which works from a disk and below any path of a
// web host. Nothing in it is fetched, and no address is absolute.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { target } from './book.mjs';
import { plainBlock } from './code.mjs';
import { colours, highlight } from './highlight.mjs';
import { md } from './markdown.mjs';
import { page as frame, contents } from './page.mjs';
import { searchIndex } from './search.mjs';
import { assets, fonts, styles } from './styles.mjs';
import { escape } from './text.mjs';

const require = createRequire(import.meta.url);

/** HTML of one page for the web. */
export function webPage(book, page) {
  const to = {
    word: (word) => `glossary.html#${book.words.get(word) ?? ''}`,
    link: (href, from) => {
      let t;
      try {
        t = target(book, href, from);
      } catch {
        return {}; // already a problem
      }
      if (t.url) return { href: t.url, away: true };
      if (t.file) return book.hides(t.file) ? {} : { href: `course/${t.file}.html` };
      const file = t.page === from ? '' : `${t.page.name}.html`;
      return { href: file + (t.anchor ? `#${t.anchor}` : '') };
    },
  };
  const env = { book, page, md, mode: 'web', prefix: '', to, ends: [], counter: { n: 0 }, problems: book.problems };
  return md.renderer.render(page.tokens, md.options, env);
}

/** Writes the site to a folder; `pages` are those that are asked for. */
export function writeSite(book, out, pages = book.pages) {
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(out, name)), { recursive: true });
    fs.writeFileSync(path.join(out, name), text);
  };
  const rendered = pages.map((page) => ({ page, html: webPage(book, page) }));
  for (const { page, html } of rendered) write(`${page.name}.html`, frame(book, page, html));
  write('index.html', contents(book));
  for (const file of courseFiles(book, pages)) write(`course/${file}.html`, courseFile(book, file));
  write('assets/search-index.js', searchIndex(rendered));
  write('assets/colours.css', colours());
  write('assets/book.css', styles('fonts.css', 'base.css', 'site.css', 'print.css'));
  fs.copyFileSync(path.join(assets, 'book.js'), path.join(out, 'assets/book.js'));
  for (const [file, data] of fonts()) write(`assets/${file}`, data);
  fs.copyFileSync(path.join(path.dirname(require.resolve('minisearch')), '../umd/index.js'), path.join(out, 'assets/minisearch.js'));
}

/** The files of the course that pages link to. */
function courseFiles(book, pages) {
  const links = pages.flatMap((p) => p.links.map((l) => l.href)).filter((h) => h.startsWith('@/'));
  return new Set(links.map((h) => decodeURI(h).slice(2).split('#')[0]).filter((f) => book.sources.has(f) && !book.hides(f)));
}

function courseFile(book, file) {
  const lang = /\.[hc]pp$/.test(file) ? 'cpp' : 'text';
  const lines = highlight(book.sources.text(file).replace(/\n$/, ''), lang);
  const html = `<h1 class="path">${escape(file)}</h1>\n` +
    `<pre class="code whole" tabindex="0" role="group" aria-label="${escape(file)}"><code>${lines.join('\n')}</code></pre>`;
  return frame(book, { title: file, name: `course/${file}`, headings: [], part: 'course', up: '../'.repeat(file.split('/').length) }, html);
}
