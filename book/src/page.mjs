// SPDX-License-Identifier: MIT
// The frame of a page: head, bar, contents at the side, previous and next.
import { escape } from './text.mjs';

export const bookTitle = 'Kioto';
export const subtitle = 'Build an async runtime in C++23';

/** "1 Futures", "Appendix A: ...", or the title alone. */
export const label = (page) => (page.chapter ? `${page.chapter.number}. ${page.title}` : page.title);

export const minutes = (chapter) =>
  chapter.exercises.filter((e) => e.kind !== 'challenge').reduce((sum, e) => sum + e.minutes, 0);

function link(page, current, up) {
  const here = page === current ? ' aria-current="page"' : '';
  return `<a href="${up}${page.name}.html"${here}>${escape(label(page))}</a>`;
}

function side(book, page, up) {
  const list = (part) => book.pages.filter((p) => p.part === part);
  const sections = (p) => {
    const own = p.headings.filter((h) => h.level === 2);
    if (p !== page || p.part === 'glossary' || !own.length) return '';
    return `<ul class="sections">${own.map((h) => `<li><a href="#${h.id}">${escape(h.text)}</a></li>`).join('')}</ul>`;
  };
  const group = (name, pages) => pages.length === 0 ? '' :
    `<p>${name}</p><ul>${pages.map((p) => `<li>${link(p, page, up)}${sections(p)}</li>`).join('')}</ul>`;
  const front = `<a class="to-front" href="${up}index.html">${bookTitle}: the front page</a>`;
  return front + group('Before you begin', list('front')) + group('Chapters', list('chapter')) +
    group('Appendices', [...list('appendix'), ...list('glossary')]);
}

/** What a chapter asks of its reader, below its title. */
export function facts(book, page, to) {
  if (!page.chapter) return '';
  const needs = (page.data.needs ?? []).map((id) => to(id));
  const items = [
    `${page.data.reading} min reading`, `${minutes(page.chapter)} min coding`,
    book.edition === 'instructor' ? `${page.data.lecture} min lecture` : '',
    needs.length ? `needs ${needs.join(', ')}` : '',
    `<code>./kioto check ${page.chapter.id}</code>`,
  ].filter(Boolean);
  return `<ul class="facts" aria-label="About this chapter">${items.map((i) => `<li>${i}</li>`).join('')}</ul>\n`;
}

function around(book, page) {
  const at = book.pages.indexOf(page);
  const [before, next] = [book.pages[at - 1], book.pages[at + 1]];
  if (at < 0) return '';
  const one = (p, cls, text) => p ? `<a class="${cls}" href="${p.name}.html" rel="${cls}"><span>${text}</span>${escape(label(p))}</a>` : '<span></span>';
  return `<nav class="around" aria-label="Previous and next">${one(before, 'prev', 'Previous')}${one(next, 'next', 'Next')}</nav>`;
}

export function page(book, page, html) {
  const up = page.up ?? '';
  const to = (id) => {
    const p = book.pages.find((q) => q.id === id);
    return p ? `<a href="${p.name}.html">${escape(p.id)}</a>` : id;
  };
  const kicker = page.chapter ? `<p class="kicker">Chapter ${page.chapter.number}</p>\n` : '';
  const body = kicker + html.replace(/(<\/h1>)/, () => `</h1>\n${facts(book, page, to)}`);
  return document(book, page, up, `<main id="main" class="${page.part ?? ''}">${body}${around(book, page)}</main>`);
}

function document(book, page, up, main) {
  const heading = page.part === 'contents' ? `${bookTitle}: ${subtitle}` : `${label(page)} · ${bookTitle}`;
  const script = (name) => `<script src="${up}assets/${name}" defer></script>`;
  const figures = [...new Set([...(page.figures ?? [])].flatMap((n) => book.figures.scripts(n)))];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(heading)}</title>
<meta name="description" content="${escape(page.chapter?.summary ?? subtitle)}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${up}assets/book.css">
<link rel="stylesheet" href="${up}assets/colours.css">
${figures.length ? `<link rel="stylesheet" href="${up}assets/figure.css">\n` : ''}<script>
(function (root) {
  var saved;
  try { saved = localStorage.getItem('kioto-theme'); } catch (e) { saved = null; }
  var dark = window.matchMedia && matchMedia('(prefers-color-scheme: dark)').matches;
  root.setAttribute('data-theme', saved || (dark ? 'dark' : 'light'));
  root.className = 'js';
})(document.documentElement);
</script>
</head>
<body data-up="${up}">
<a class="skip" href="#main">Skip to the text</a>
<header class="bar">
<button id="menu" type="button" aria-expanded="false" aria-controls="side">Contents</button>
<a class="home" href="${up}index.html">${bookTitle}</a>
<div class="search" role="search"><input id="search" type="search" placeholder="Search the book" aria-label="Search the book" autocomplete="off" aria-controls="hits"><div id="hits" hidden></div><p id="found" class="unseen" role="status"></p></div>
<button id="theme" type="button">Dark</button>
</header>
<div class="wrap">
<nav id="side" class="side" aria-label="Contents of the book">${side(book, page, up)}</nav>
${main}
</div>
${script('book.js')}
${figures.map(script).join('\n')}
</body>
</html>
`;
}

/** index.html: what the book is, and its contents. */
export function contents(book) {
  const chapters = book.pages.filter((p) => p.part === 'chapter');
  const row = (p) => `<li><a href="${p.name}.html">${escape(p.title)}</a>` +
    (p.chapter ? `<span class="about">${escape(p.chapter.summary)}</span>` : '') +
    (p.chapter ? `<span class="time">${p.data.reading} min to read, ${minutes(p.chapter)} min to code</span>` : '') + '</li>';
  const part = (name, pages, tag = 'ul') => pages.length === 0 ? '' :
    `<h2>${name}</h2>\n<${tag} class="contents"${tag === 'ol' ? ` start="${pages[0].chapter.number}"` : ''}>${pages.map(row).join('')}</${tag}>\n`;
  const list = (...parts) => book.pages.filter((p) => parts.includes(p.part));
  const first = book.pages[0];
  const html = `<div class="cover"><h1>${bookTitle}</h1><p class="subtitle">${subtitle}</p>` +
    (book.edition === 'student' ? '' : `<p class="edition">Edition: ${book.edition}</p>`) +
    (first ? `<p class="start"><a href="${first.name}.html">Begin</a></p>` : '') + '</div>\n' +
    part('Before you begin', list('front')) + part('Chapters', chapters, 'ol') +
    part('Appendices', list('appendix', 'glossary'));
  return document(book, { title: bookTitle, part: 'contents', headings: [] }, '', `<main id="main" class="index">${html}</main>`);
}
