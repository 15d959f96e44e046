// SPDX-License-Identifier: MIT
// The EPUB: the pages of paper.mjs as XHTML, a table of contents, and a zip.
import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { colours } from './highlight.mjs';
import { bookTitle, subtitle } from './page.mjs';
import { paperPages } from './paper.mjs';
import { styles } from './styles.mjs';
import { escape } from './text.mjs';

const container = `<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
`;

const xhtml = (title, body) => `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>${escape(title)}</title><link rel="stylesheet" href="book.css"/></head>
<body>
${body}
</body>
</html>
`;

/** The bytes of the book; the same book gives the same bytes on the same day. */
export function epub(book, date = new Date(Number(process.env.SOURCE_DATE_EPOCH ?? Date.now() / 1000) * 1000)) {
  const place = (name, anchor) => `${name}.xhtml${anchor ? `#${anchor}` : ''}`;
  const pages = paperPages(book, { place, prefix: () => '' });
  const files = { 'META-INF/container.xml': container, 'book/book.css': `${styles('epub.css', 'figure-table.css')}\n${colours({ dark: false })}` };
  const cover = { name: 'title', label: bookTitle, html: `<div class="cover"><h1>${bookTitle}</h1><p>${subtitle}</p>${book.edition === 'student' ? '' : `<p>Edition: ${book.edition}</p>`}</div>`, sections: [] };
  const all = [cover, ...pages];
  for (const page of all) files[`book/${page.name}.xhtml`] = xhtml(page.label, `<section>${page.html}</section>`);
  files['book/nav.xhtml'] = xhtml('Contents', `<nav epub:type="toc" id="toc"><h1>Contents</h1>${toc(pages)}</nav>`);
  files['book/content.opf'] = opf(book, all, files, date);
  const entry = (text) => [strToU8(text), { level: 9, mtime: date }];
  return zipSync({
    mimetype: [strToU8('application/epub+zip'), { level: 0, mtime: date }],
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [name, entry(text)])),
  });
}

const toc = (pages) => `<ol>${pages.map((p) =>
  `<li><a href="${p.name}.xhtml">${escape(p.label)}</a>${p.sections.length
    ? `<ol>${p.sections.map((s) => `<li><a href="${p.name}.xhtml#${s.id}">${escape(s.text)}</a></li>`).join('')}</ol>` : ''}</li>`).join('')}</ol>`;

function opf(book, pages, files, date) {
  const hash = createHash('sha256').update(`${bookTitle} ${book.edition}`).digest('hex');
  const uuid = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  const item = (p) => `<item id="p-${p.name}" href="${p.name}.xhtml" media-type="application/xhtml+xml"${files[`book/${p.name}.xhtml`].includes('<svg') ? ' properties="svg"' : ''}/>`;
  return `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:${uuid}</dc:identifier>
<dc:title>${bookTitle}: ${subtitle}</dc:title>
<dc:language>en</dc:language>
<meta property="dcterms:modified">${date.toISOString().slice(0, 19)}Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Text and tables; every diagram has a list of its steps.</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="css" href="book.css" media-type="text/css"/>
${pages.map(item).join('\n')}
</manifest>
<spine>
${pages.map((p) => `<itemref idref="p-${p.name}"/>`).join('\n')}
</spine>
</package>
`;
}
