#!/usr/bin/env node
// SPDX-License-Identifier: MIT
//
// node book/figures/page.mjs OUT: a page with all figures alone, for whoever works
// on one, and for the tests.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFigures, figureHtml, figureScripts, listFigures, root } from './index.mjs';

/** Writes OUT/NAME.html for each figure, and OUT/index.html with all. */
export async function writePages(out) {
  const report = await buildFigures({ out });
  fs.copyFileSync(path.join(root, 'book/assets/base.css'), path.join(out, 'base.css'));
  const page = (title, names) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="base.css"><link rel="stylesheet" href="figure.css"><style>
main { max-width: 46rem; margin: 0 auto; padding: 0 .6rem; }
</style><script>if (location.hash === '#dark') document.documentElement.dataset.theme = 'dark';</script>
</head><body><main><h1>${title}</h1>
${names.map((name) => figureHtml(name)).join('\n')}
</main>${[...new Set(names.flatMap(figureScripts))].map((file) => `<script src="${file}" defer></script>`)
    .join('')}</body></html>\n`;
  const names = listFigures().map((it) => it.name);
  for (const name of names) fs.writeFileSync(path.join(out, `${name}.html`), page(name, [name]));
  fs.writeFileSync(path.join(out, 'index.html'), page('Figures', names));
  return report;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const begun = performance.now();
  for (const { name, bytes, built } of await writePages(process.argv[2] ?? 'build/figures/site')) {
    console.log(`${name}: ${bytes} bytes of wasm${built ? '' : ', as it was'}`);
  }
  console.log(`${((performance.now() - begun) / 1000).toFixed(1)} s`);
}
