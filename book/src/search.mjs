// SPDX-License-Identifier: MIT
// The index of the search: one entry a section, as a script that a page loads when
// somebody searches.
import MiniSearch from 'minisearch';
import { label } from './page.mjs';
import { plain } from './text.mjs';

export const options = {
  fields: ['title', 'text'],
  storeFields: ['page', 'title', 'text'],
};

/** `rendered` is a list of { page, html }. */
export function searchIndex(rendered) {
  const index = new MiniSearch(options);
  for (const { page, html } of rendered) {
    const sections = html
      .replace(/<svg[\s\S]*?<\/svg>|<a class="anchor"[\s\S]*?<\/a>|<span class="n"[^>]*>\d*<\/span>/g, '')
      .split(/(?=<h[123] id=")/);
    sections.forEach((section) => {
      const [, level, id, title] = /^<h([123]) id="([^"]+)">([\s\S]*?)<\/h[123]>/.exec(section) ?? [];
      const text = plain(section.replace(/^<h[123][\s\S]*?<\/h[123]>/, ''));
      if (!id) return; // a page begins with its title
      const anchor = level === '1' ? '' : `#${id}`;
      index.add({ id: `${page.name}.html${anchor}`, page: label(page), title: plain(title), text });
    });
  }
  return `window.kiotoSearchOptions = ${JSON.stringify(options)};\n` +
    `window.kiotoSearch = ${JSON.stringify(JSON.stringify(index))};\n`;
}
