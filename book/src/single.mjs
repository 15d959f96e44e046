// SPDX-License-Identifier: MIT
// The whole book as one page in one file; the PDF is printed from it.
import { colours } from './highlight.mjs';
import { bookTitle, subtitle } from './page.mjs';
import { paperPages } from './paper.mjs';
import { inlined, styles } from './styles.mjs';
import { escape } from './text.mjs';

export function singlePage(book) {
  const place = (name, anchor) => `#${name}${anchor ? `--${anchor}` : ''}`;
  const pages = paperPages(book, { place, prefix: (name) => `${name}--` });
  const sheet = inlined(styles('fonts.css', 'base.css', 'figure-table.css', 'single.css', 'print.css'));
  const link = (to, text) => `<a href="#${to}">${escape(text)}<span class="at"></span></a>`;
  const sections = (p) => (p.part !== 'chapter' ? '' :
    `<ul>${p.sections.map((s) => `<li>${link(`${p.name}--${s.id}`, s.text)}</li>`).join('')}</ul>`);
  const row = (p) => `<li>${link(p.name, p.label)}${sections(p)}</li>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${bookTitle}: ${subtitle}</title>
<link rel="icon" href="data:,">
<style>
${sheet}
${colours()}
</style>
<script>
if (window.matchMedia && matchMedia('(prefers-color-scheme: dark)').matches && !matchMedia('print').matches)
  document.documentElement.setAttribute('data-theme', 'dark');
addEventListener('beforeprint', function () { document.documentElement.removeAttribute('data-theme'); });
</script>
</head>
<body>
<main>
<header class="cover"><p class="book-title">${bookTitle}</p><p class="subtitle">${subtitle}</p>${book.edition === 'student' ? '' : `<p class="edition">Edition: ${book.edition}</p>`}</header>
<nav aria-label="Contents"><h2>Contents</h2><ul class="toc">${pages.map(row).join('')}</ul></nav>
${pages.map((p) => `<article class="page ${p.part}" id="${p.name}">\n${p.html}</article>`).join('\n')}
</main>
</body>
</html>
`;
}
